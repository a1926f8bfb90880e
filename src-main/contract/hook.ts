import { z } from 'zod'

/** The moments in an agent's life that its hooks tell of, in Claude Code's own words. */
export const HookEvent = z.enum([
  'SessionStart',
  'SessionEnd',
  'UserPromptSubmit',
  'PostToolUse',
  'Stop',
  'StopFailure',
  'Notification',
  'PermissionRequest',
  'Elicitation',
])
export type HookEvent = z.infer<typeof HookEvent>

/** One of these moments, or a file that was edited: told beside `PostToolUse` by a hook whose program waits for no answer. */
export const HookTold = z.enum([...HookEvent.options, 'FileEdited'])
export type HookTold = z.infer<typeof HookTold>

const words = z.string().optional()

/**
 * What a hook hands over: the path's words, and the document the agent program gave its hook. That document is another
 * program's and grows with its versions, so fields we do not know are let through here, and used nowhere.
 */
export const HookReport = z.looseObject({
  event: HookTold,
  /** Process of the agent program whose hook this is; 0 when its environment does not say. */
  pid: z.coerce.number().int().nonnegative(),
  session_id: z.string().max(200),
  cwd: words,
  transcript_path: words,
  permission_mode: words,
  /** Set inside a subagent. */
  agent_id: words,
  prompt: words,
  tool_name: words,
  tool_input: z.unknown().optional(),
  stop_hook_active: z.boolean().optional(),
  last_assistant_message: words,
  error: words,
  mcp_server_name: words,
  message: words,
  requested_schema: z.unknown().optional(),
})
export type HookReport = z.infer<typeof HookReport>

/** What the hook prints for its program to act on; empty when there is nothing to say. */
export const HookAnswer = z.looseObject({
  hookSpecificOutput: z.looseObject({ hookEventName: HookEvent }).optional(),
})
export type HookAnswer = z.infer<typeof HookAnswer>
