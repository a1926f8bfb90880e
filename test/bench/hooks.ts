import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { HOOK, STATUS_LINE } from '../support/hooks.ts'
import { startTempHub } from '../support/temp-hub.ts'
import { atMost, median, timed, type Bench } from './row.ts'

const ROUNDS = 60
/** What a program adds, beside one that does nothing, or beside the one it has to start to ask the hub at all. */
const MORE = { nothing: 'ms more than a hook that does nothing', curl: 'ms more than curl alone' } as const
/** A process that the hub has marked as one that nothing waits for, and whose line lies ready. */
const QUIET_PID = '1'
const run = promisify(execFile)

/** What our programs add to an agent's turn, against a hook that does nothing. */
export const hooks: Bench = {
  name: 'hooks',
  async run() {
    await using hub = await startTempHub()
    const ask =
      (program: string, ...words: readonly string[]) =>
      async () => {
        const child = run('/bin/sh', [program, ...words], { env: { ...process.env, CLAUDE_PID: QUIET_PID } })
        // Without a hub it ends without reading.
        child.child.stdin?.on('error', () => {})
        child.child.stdin?.end('{"session_id":"bench","tool_name":"Bash","tool_input":{"command":"ls"}}')
        await child
      }
    const kinds = {
      nothing: ask('-c', ':'),
      curl: () => run('curl', ['-q', '-s', '--unix-socket', join(hub.home, 'agent.sock'), 'http://comms/health']),
      quiet: ask(HOOK, 'Stop', hub.home, 'turns'),
      hook: ask(HOOK, 'PostToolUse', hub.home),
      line: ask(STATUS_LINE, hub.home),
      alone: ask(HOOK, 'PostToolUse', '/nowhere'),
    }
    const spans: Record<keyof typeof kinds, number[]> = {
      nothing: [],
      curl: [],
      quiet: [],
      hook: [],
      line: [],
      alone: [],
    }
    writeFileSync(join(hub.home, 'quiet', `${QUIET_PID}.turns`), '')
    writeFileSync(join(hub.home, 'lines', QUIET_PID), `${hub.pid}\n[api · 3 peers]\n`)
    // In turns, so that whatever else the machine does meets all of them.
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of Object.keys(kinds) as (keyof typeof kinds)[]) spans[name].push(await timed(kinds[name]))
    }
    const nothing = median(spans.nothing)
    const curl = median(spans.curl)
    const note = `${ROUNDS} runs of each, in turns; ${curl.toFixed(1)} ms is curl alone, the floor of all that ask the hub`
    const row = (what: string, value: number, limit: number, above: 'nothing' | 'curl' = 'nothing') => ({
      ...{ what, value, unit: 'ms' as const, baseline: { what: 'a hook that does nothing', value: nothing } },
      ...{ ratio: value / nothing, targets: [atMost(value - median(spans[above]), limit, MORE[above])], note },
    })
    return [
      row(
        'a hook of ours (prompt, tool call or edit, end of a turn or session), nothing waits',
        median(spans.quiet),
        15,
      ),
      row('a hook of ours that asks the hub', median(spans.hook), 15, 'curl'),
      row('our status line', median(spans.line), 15),
      row('a hook of ours without a hub', median(spans.alone), 50),
    ]
  },
}
