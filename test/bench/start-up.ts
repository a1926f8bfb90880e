import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { startRecorderPanes, untilListed } from '../campaign/storm/panes.ts'
import { startTempHub } from '../support/temp-hub.ts'
import { BUNDLE } from './bundle.ts'
import { atMost, median, timed, type Bench } from './row.ts'

const SESSIONS = 20
const ROUNDS = 9

/** From `comms up` until both doors are open and every session is known, against Node doing nothing at all. */
export const startUp: Bench = {
  name: 'start-up',
  async run() {
    await using hub = await startTempHub({ main: BUNDLE })
    await startRecorderPanes(hub.tmux, SESSIONS)
    await untilListed(hub.client, SESSIONS)
    const starts: number[] = []
    const bare: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      await hub.kill9()
      bare.push(await timed(() => once(spawn(process.execPath, ['-e', '0']), 'exit')))
      starts.push(await timed(() => hub.restart()))
      const { total } = (await hub.client.hub.status()).sessions
      if (total !== SESSIONS) throw new Error(`the hub opened its doors and sees ${total} of ${SESSIONS} sessions`)
    }
    const ms = median(starts)
    return [
      {
        what: `start of a hub after kill -9, ${SESSIONS} sessions known`,
        value: ms,
        unit: 'ms',
        baseline: { what: '`node -e 0`', value: median(bare) },
        ratio: ms / median(bare),
        targets: [atMost(ms, 1_000, 'ms')],
        note: `${ROUNDS} starts of ${Math.round(Math.min(...starts))} to ${Math.round(Math.max(...starts))} ms`,
      },
    ]
  },
}
