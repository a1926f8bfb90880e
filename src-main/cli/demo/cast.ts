import { DEMO_CAST, demoCommand, type DemoPlayer } from '#platform/demo-cast.ts'
import { RunError, runProcess } from '#platform/run-process.ts'
import type { Stage } from './stage.ts'

export const PLAYER_NAMES: readonly string[] = DEMO_CAST.map(player => player.name)
export const DIALOG_NAME = DEMO_CAST.find(player => player.hasDialog)?.name

/** Starts the sample agents in a private tmux server, or in ptys of the hub where there is no tmux. Says which. */
export async function startCast(stage: Stage): Promise<'tmux' | 'pty'> {
  if (await hasTmux(stage)) {
    for (const player of DEMO_CAST) await startInTmux(stage, player)
    return 'tmux'
  }
  for (const player of DEMO_CAST) await startInPty(stage, player)
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

async function startInTmux(stage: Stage, player: DemoPlayer): Promise<void> {
  const isFirst = player === DEMO_CAST[0]
  const command = ['new-session', '-d', '-s', player.name, '-x', '90', '-y', '24', '--', ...demoCommand(player)]
  await runProcess('tmux', ['-f', '/dev/null', ...command], { env: stage.environment })
  if (isFirst) stage.onClose(() => endTmux(stage))
}

async function endTmux({ environment }: Stage): Promise<void> {
  await runProcess('tmux', ['kill-server'], { env: environment }).catch((error: unknown) => {
    if (!(error instanceof RunError)) throw error
  })
}

async function startInPty({ hub, environment, folder }: Stage, player: DemoPlayer): Promise<void> {
  await hub.client.sessions.start({
    command: demoCommand(player),
    cwd: folder,
    name: player.name,
    columns: 90,
    rows: 24,
    environment: { PATH: environment['PATH'] ?? '', LANG: environment['LANG'] ?? 'C.UTF-8' },
  })
}
