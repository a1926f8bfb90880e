import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { AsyncDisposableStack } from '@whatwg-node/disposablestack'
import type { FoundHub } from '#client/find-hub.ts'
import { findHub } from '#client/find-hub.ts'
import { pause } from '#client/pause.ts'
import { isRunning } from '#platform/is-running.ts'
import { startBackgroundHub } from '../background-hub.ts'
import type { CommandContext } from '../context.ts'

/** A private world for the demo: a state folder, a tmux folder and a hub of its own. Nothing of the person's is touched. */
export interface Stage extends AsyncDisposable {
  readonly folder: string
  readonly environment: NodeJS.ProcessEnv
  readonly hub: FoundHub
  /** Ends with the stage, before the hub and the folder. */
  onClose(close: () => Promise<void> | void): void
}

/** Sets the stage; whatever happens later, disposing it ends the hub it started and removes its folder. */
export async function setStage(context: CommandContext): Promise<Stage> {
  await using opened = new AsyncDisposableStack()
  // Short on purpose: the path of a unix socket may not be long, and macOS's own temporary folder is.
  const folder = realpathSync(mkdtempSync(join(process.platform === 'darwin' ? '/tmp' : tmpdir(), 'comms-demo-')))
  opened.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  const home = join(folder, 'home')
  const environment = { ...withoutTmux(context.env), COMMS_HOME: home, TMUX_TMPDIR: folder }
  await startBackgroundHub({ home, mainFile: context.mainFile, env: environment, clock: context.clock })
  const hub = await findHub({ home, door: 'hub' })
  opened.defer(() => stopHub(context, hub))
  const closing = opened.move()
  return {
    folder,
    environment,
    hub,
    onClose: close => closing.defer(close),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}

async function stopHub(context: CommandContext, { client }: FoundHub): Promise<void> {
  const { pid } = await client.hub.status()
  await client.hub.stop()
  for (let waited = 0; waited < 5_000 && isRunning(pid); waited += 25) await pause(context.clock, 25)
}

function withoutTmux({ TMUX: _tmux, TMUX_PANE: _pane, ...rest }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return rest
}
