import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createSystemClock } from '#platform/clock.ts'
import { createTmuxBackend } from '#terminals/tmux/backend.ts'
import { startTmuxServer, type TmuxServer } from '../support/tmux-server.ts'
import { atMost, median, timed, type Bench } from './row.ts'

const PANES = 200
const ROUNDS = 15

/** From nothing to every pane in the list, against asking tmux for one pane after another. */
export const discovery: Bench = {
  name: 'discovery',
  async run() {
    await using tmux = await startTmuxServer()
    await tmux.newSession(['cat'], { name: 's0' })
    const more = Array.from({ length: PANES - 1 }, (_, index) => [
      'new-session',
      '-d',
      '-s',
      `s${index + 1}`,
      'cat',
      ';',
    ])
    await tmux.run(...more.flat().slice(0, -1))
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round++) times.push(await discover(tmux))
    const plain = await timed(() => askForEach(tmux))
    const ms = median(times)
    return [
      {
        what: `discovery of ${PANES} panes, from nothing to all listed`,
        value: ms,
        unit: 'ms',
        baseline: { what: 'tmux asked once for each pane', value: plain },
        ratio: plain / ms,
        targets: [atMost(ms, 50, 'ms')],
        note: `${ROUNDS} rounds of ${Math.round(Math.min(...times))} to ${Math.round(Math.max(...times))} ms`,
      },
    ]
  },
}

async function discover(tmux: TmuxServer): Promise<number> {
  await using backend = createTmuxBackend({
    socketFolders: [tmux.socketFolder],
    extraSockets: [],
    clock: createSystemClock(),
    log: () => undefined,
  })
  const ms = await timed(() => backend.start())
  if (backend.list().length !== PANES) throw new Error(`${backend.list().length} of ${PANES} panes found`)
  return ms
}

async function askForEach(tmux: TmuxServer): Promise<void> {
  const run = promisify(execFile)
  const format = '#{pane_pid} #{pane_tty} #{pane_current_path} #{pane_title}'
  for (let pane = 0; pane < PANES; pane++) {
    await run('tmux', ['-S', tmux.socket, 'display-message', '-p', '-t', `%${pane}`, format])
  }
}
