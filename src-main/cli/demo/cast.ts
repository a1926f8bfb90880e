import { join } from 'node:path'
import { findPackageRoot } from '#platform/package-root.ts'
import { RunError, runProcess } from '#platform/run-process.ts'
import type { Stage } from './stage.ts'

/** A sample agent: four that wait for work, and one that sits in a permission dialog. */
interface Player {
  readonly name: string
  readonly arguments: readonly string[]
}

const PLAYERS: readonly Player[] = [
  { name: 'api', arguments: ['--name', 'api'] },
  { name: 'web', arguments: ['--name', 'web'] },
  { name: 'docs', arguments: ['--name', 'docs'] },
  { name: 'tests', arguments: ['--name', 'tests'] },
  { name: 'deploy', arguments: ['--name', 'deploy', '--dialog'] },
]

export const PLAYER_NAMES: readonly string[] = PLAYERS.map(player => player.name)
export const DIALOG_NAME = 'deploy'

/** Starts the sample agents in a private tmux server, or in ptys of the hub where there is no tmux. Says which. */
export async function startCast(stage: Stage): Promise<'tmux' | 'pty'> {
  if (await hasTmux(stage)) {
    for (const player of PLAYERS) await startInTmux(stage, player)
    return 'tmux'
  }
  for (const player of PLAYERS) await startInPty(stage, player)
  return 'pty'
}

async function hasTmux({ environment }: Stage): Promise<boolean> {
  try {
    await runProcess('tmux', ['-V'], { env: environment })
    return true
  } catch (error) {
    if (error instanceof RunError) return false
    throw error
  }
}

async function startInTmux(stage: Stage, player: Player): Promise<void> {
  const isFirst = player === PLAYERS[0]
  const command = ['new-session', '-d', '-s', player.name, '-x', '90', '-y', '24', '--', ...commandOf(player)]
  await runProcess('tmux', ['-f', '/dev/null', ...command], { env: stage.environment })
  if (isFirst) stage.onClose(() => endTmux(stage))
}

async function endTmux({ environment }: Stage): Promise<void> {
  await runProcess('tmux', ['kill-server'], { env: environment }).catch((error: unknown) => {
    if (!(error instanceof RunError)) throw error
  })
}

async function startInPty({ hub, environment, folder }: Stage, player: Player): Promise<void> {
  await hub.client.sessions.start({
    command: commandOf(player),
    cwd: folder,
    name: player.name,
    columns: 90,
    rows: 24,
    environment: { PATH: environment['PATH'] ?? '', LANG: environment['LANG'] ?? 'C.UTF-8' },
  })
}

function commandOf(player: Player): string[] {
  return [process.execPath, join(findPackageRoot(), 'resources', 'demo', 'agent.mjs'), ...player.arguments]
}
