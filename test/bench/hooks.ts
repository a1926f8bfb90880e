import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { HOOK, STATUS_LINE } from '../support/hooks.ts'
import { startTempHub } from '../support/temp-hub.ts'
import { atMost, median, timed, type Bench } from './row.ts'

const ROUNDS = 60
const run = promisify(execFile)

/** What our programs add to an agent's turn, against a hook that does nothing. */
export const hooks: Bench = {
  name: 'hooks',
  async run() {
    await using hub = await startTempHub()
    const ask =
      (program: string, ...words: readonly string[]) =>
      async () => {
        const child = run('/bin/sh', [program, ...words])
        // Without a hub it ends without reading.
        child.child.stdin?.on('error', () => {})
        child.child.stdin?.end('{"session_id":"bench","tool_name":"Bash","tool_input":{"command":"ls"}}')
        await child
      }
    const kinds = {
      nothing: () => run('true'),
      curl: () => run('curl', ['-q', '-s', '--unix-socket', join(hub.home, 'agent.sock'), 'http://comms/health']),
      hook: ask(HOOK, 'PostToolUse', hub.home),
      line: ask(STATUS_LINE, hub.home),
      alone: ask(HOOK, 'PostToolUse', '/nowhere'),
    }
    const spans: Record<keyof typeof kinds, number[]> = { nothing: [], curl: [], hook: [], line: [], alone: [] }
    // In turns, so that whatever else the machine does meets all of them.
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of Object.keys(kinds) as (keyof typeof kinds)[]) spans[name].push(await timed(kinds[name]))
    }
    const nothing = median(spans.nothing)
    const note = `${ROUNDS} runs of each, in turns; curl alone adds ${(median(spans.curl) - nothing).toFixed(1)} ms`
    const row = (what: string, value: number, limit: number, measured: string) => ({
      ...{ what, value, unit: 'ms' as const, baseline: { what: '`true`', value: nothing } },
      ...{ ratio: value / nothing, targets: [atMost(value - nothing, limit, measured)], note },
    })
    return [
      row('a hook of ours after a tool call', median(spans.hook), 15, 'ms more than `true`'),
      row('our status line', median(spans.line), 15, 'ms more than `true`'),
      row('a hook of ours without a hub', median(spans.alone), 50, 'ms more than `true`'),
    ]
  },
}
