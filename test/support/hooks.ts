import { fileURLToPath } from 'node:url'
import type { HookTold } from '#contract/hook.ts'
import { findSession } from './panes.ts'
import type { Puppet, Ran } from './puppet.ts'
import type { TempHub } from './temp-hub.ts'

/** The program that agents run as their hook. */
export const HOOK = fileURLToPath(new URL('../../resources/claude-plugin/comms/scripts/hook.sh', import.meta.url))
export const STATUS_LINE = fileURLToPath(
  new URL('../../resources/claude-plugin/comms/scripts/statusline.sh', import.meta.url),
)

/** Runs our hook as the agent's child, with what its program would hand to it. */
export async function runHook(
  hub: TempHub,
  { address, run }: Puppet,
  event: HookTold,
  payload: object = {},
  more: readonly string[] = [],
): Promise<Ran> {
  const pid = (await findSession(hub, address))?.pid
  const input = JSON.stringify({ session_id: `of-${address}`, cwd: '/work', hook_event_name: event, ...payload })
  return run(['sh', HOOK, event, hub.home, ...more], { input, env: { CLAUDE_PID: String(pid) } })
}

/** What the hook told the model; empty when it printed nothing. */
export async function toldBy(
  hub: TempHub,
  puppet: Puppet,
  event: HookTold,
  payload: object = {},
  more: readonly string[] = [],
): Promise<string> {
  const { code, stdout, stderr } = await runHook(hub, puppet, event, payload, more)
  if (code !== 0 || stderr !== '') throw new Error(`the hook failed (${code}): ${stderr}`)
  if (stdout === '') return ''
  const { hookSpecificOutput } = JSON.parse(stdout) as {
    hookSpecificOutput: { hookEventName: string; additionalContext: string }
  }
  return hookSpecificOutput.hookEventName === event ? hookSpecificOutput.additionalContext : `for ${stdout}`
}
