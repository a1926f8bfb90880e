import { join } from 'node:path'
import type { TerminalChange } from '#domain/ports.ts'
import { createAppleScripts, type AppleScripts } from '#platform/applescript/scripts.ts'
import { createSystemClock } from '#platform/clock.ts'
import { createIterm2Backend, type Iterm2Backend } from '#terminals/iterm2/backend.ts'
import { ROOT } from '../../architecture/source-tree.ts'
import type { Behaviours } from '../../support/iterm2-simulator/behaviours.ts'
import { startSimulator, type Simulator } from '../../support/iterm2-simulator/simulator.ts'

/** A simulated iTerm2 and a started back end on it. */
export interface Iterm2UnderTest extends AsyncDisposable {
  readonly simulator: Simulator
  readonly backend: Iterm2Backend
  readonly changes: readonly TerminalChange[]
  readonly logged: readonly string[]
}

export async function startIterm2(
  changes: Partial<Behaviours> = {},
  prepare: (simulator: Simulator) => void | Promise<void> = () => undefined,
): Promise<Iterm2UnderTest> {
  await using opened = new AsyncDisposableStack()
  const simulator = opened.use(await startSimulator(changes))
  await prepare(simulator)
  const told: TerminalChange[] = []
  const logged: string[] = []
  const backend = opened.use(
    createIterm2Backend({
      home: simulator.home,
      scripts: scriptsOf(simulator),
      clock: createSystemClock(),
      log: (message, data) => logged.push(`${message} ${JSON.stringify(data ?? {})}`),
    }),
  )
  backend.onChange(change => told.push(change))
  await backend.start()
  const owned = opened.move()
  return { simulator, backend, changes: told, logged, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

/** Our scripts, run by the simulator's stand-in whatever the machine is. */
function scriptsOf({ bin }: Simulator): AppleScripts {
  return createAppleScripts(join(ROOT, 'scripts-applescript'), 'linux', join(bin, 'osascript'))
}
