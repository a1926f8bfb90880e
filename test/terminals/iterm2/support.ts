import { join } from 'node:path'
import type { Address } from '#contract/address.ts'
import type { TerminalChange } from '#domain/ports.ts'
import { readFailure } from '#platform/applescript/failure.ts'
import { createAppleScripts, type AppleScripts } from '#platform/applescript/scripts.ts'
import { createSystemClock } from '#platform/clock.ts'
import { createIterm2Backend, type Iterm2Backend, type Iterm2Options } from '#terminals/iterm2/backend.ts'
import { ROOT } from '../../architecture/source-tree.ts'
import type { Behaviours } from '../../support/iterm2-simulator/behaviours.ts'
import { startSimulator, type Simulator } from '../../support/iterm2-simulator/simulator.ts'

/** A simulated iTerm2 and a started back end on it. */
export interface Iterm2UnderTest extends AsyncDisposable {
  readonly simulator: Simulator
  readonly backend: Iterm2Backend
  readonly changes: TerminalChange[]
  readonly logged: readonly string[]
}

export async function startIterm2(
  changes: Partial<Behaviours> = {},
  prepare: (simulator: Simulator) => void | Promise<void> = () => undefined,
  scriptsOf: (simulator: Simulator) => AppleScripts = withFastCookies,
  more: Partial<Iterm2Options> = {},
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
      ...more,
    }),
  )
  backend.onChange(change => told.push(change))
  await backend.start()
  const owned = opened.move()
  return { simulator, backend, changes: told, logged, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

/** Our scripts, run by the simulator's stand-in whatever the machine is. */
export function withStandIn({ bin }: Simulator): AppleScripts {
  return createAppleScripts(join(ROOT, 'scripts-applescript'), 'linux', join(bin, 'osascript'))
}

/** Our scripts, run by the simulator in this process: for listings that come many times a second. */
export function withoutProcess({ standIn }: Simulator): AppleScripts {
  return {
    async run(action, args = []) {
      const file = join(ROOT, 'scripts-applescript', `${action}.applescript`)
      const { code, stdout, stderr } = await standIn.run({ script: '', file, args })
      if (code !== 0) throw readFailure(action, { stderr })
      return stdout === '' ? undefined : JSON.parse(stdout)
    },
  }
}

/** Cookies without a program that fetches them, for a hundred connections. */
function withFastCookies({ cookies }: Simulator): AppleScripts {
  return { run: () => Promise.resolve(cookies.issue()) }
}

export function addressOf(session: { readonly id: string } | undefined): Address {
  if (session === undefined) throw new Error('there is no such session')
  return `iterm2:${session.id}`
}
