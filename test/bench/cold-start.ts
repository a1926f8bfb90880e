import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { startTempHub } from '../support/temp-hub.ts'
import { BUNDLE } from './bundle.ts'
import { atMost, median, timed, type Bench } from './row.ts'

const ROUNDS = 25

/** `comms send` from the shell to its receipt, against Node doing nothing at all. */
export const coldStart: Bench = {
  name: 'cold-start',
  async run() {
    await using hub = await startTempHub({ main: BUNDLE })
    const run = promisify(execFile)
    const env = { ...process.env, COMMS_HOME: hub.home }
    const send = () => run(process.execPath, [BUNDLE, 'send', 'owner', 'the tests are green again'], { env })
    const nothing = () => run(process.execPath, ['-e', '0'], { env })
    await send()
    await nothing()
    const sends: number[] = []
    const bare: number[] = []
    // In turns, so that whatever else the machine does meets both.
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await timed(nothing))
      sends.push(await timed(send))
    }
    const ratio = median(sends) / median(bare)
    return [
      {
        what: '`comms send` from start to end',
        value: median(sends),
        unit: 'ms',
        baseline: { what: '`node -e 0`', value: median(bare) },
        ratio,
        targets: [atMost(ratio, 2.5, 'times `node -e 0`')],
        note: `${ROUNDS} runs of each, in turns`,
      },
    ]
  },
}
