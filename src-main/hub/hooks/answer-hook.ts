import type { HookAnswer, HookEvent, HookReport, HookTold } from '#contract/hook.ts'
import type { Caller } from '../caller.ts'
import type { Hub } from '../hub.ts'
import { askPerson } from '../needs/ask-person.ts'
import { carryAnswer } from './carry-answer.ts'
import { handOver, listFetchable } from './hand-over.ts'
import type { HookedSession } from './hooked-sessions.ts'
import { hearOfLimit } from './hear-of-limit.ts'
import { markQuiet } from './mark-quiet.ts'
import { proveAsks } from './prove-asks.ts'
import { provePrompt } from './prove-prompt.ts'

/** One call of a hook, with what is known of its connection. */
export interface HookCall {
  readonly report: HookReport
  readonly caller: Caller
  /** Tells, once the answer was given, whether all of it was written. */
  readonly isWritten: () => Promise<boolean>
  /** Ends when the hook hangs up. */
  readonly signal: AbortSignal | undefined
}

/** Ends of a turn in a row that may be followed by a waiting task; the agent program itself stops at 8. */
const CONTINUATIONS = 3
const NOTHING: HookAnswer = {}
const EDITORS = ['Edit', 'Write', 'MultiEdit', 'NotebookEdit']

/**
 * What a hook is told. Only the agent program in front of a session counts: one that it started itself (a second
 * program in the same terminal) must not fetch its messages.
 */
export async function answerHook(hub: Hub, call: HookCall): Promise<HookAnswer> {
  const { report, caller } = call
  const entry = hub.roster.findAgent([report.pid])
  if (entry === undefined || entry.session.address !== caller.sender.address) return NOTHING
  const session = hub.hooks.sessions.note(entry, report.pid)
  hub.claudeSessions.note({
    pid: report.pid,
    sessionId: report.session_id,
    ...(report.transcript_path !== undefined && { transcript: report.transcript_path }),
    ...(report.permission_mode !== undefined && { permissionMode: report.permission_mode }),
  })
  if (report.event === 'FileEdited') {
    noteEdit(hub, session, report)
    return NOTHING
  }
  hub.hooks.needs.notice(session, report)
  hub.hooks.quiet.remove(report.pid)
  await hearOfLimit(hub, entry, report)
  const said = await tell(hub, session, call, report.event)
  if (MAY_BE_QUIET.includes(report.event) && report.agent_id === undefined) markQuiet(hub, session)
  return said
}

/** Told again at the next call of any of these, so a session that nothing waits for need not call. */
const MAY_BE_QUIET: readonly HookTold[] = ['SessionStart', 'UserPromptSubmit', 'PostToolUse', 'Stop', 'StopFailure']

async function tell(hub: Hub, session: HookedSession, call: HookCall, event: HookEvent): Promise<HookAnswer> {
  const { report, caller } = call
  switch (event) {
    case 'SessionEnd':
      hub.hooks.sessions.forget(session.address)
      return NOTHING
    case 'UserPromptSubmit':
      session.continued = 0
      await provePrompt(hub, session.address, report.prompt ?? '')
      return say(event, await withNotices(session, fetchAll(hub, session, call)))
    case 'PostToolUse':
      noteEdit(hub, session, report)
      // A subagent has a task of its own: what is said to its session waits for the session itself.
      if (report.agent_id !== undefined) return NOTHING
      return say(event, await withNotices(session, fetchTasks(hub, session, call)))
    case 'Stop':
      await proveAsks(hub, session.address)
      await carryAnswer(hub, caller, report.last_assistant_message ?? '')
      return say(event, await goOn(hub, session, call))
    case 'StopFailure':
      await proveAsks(hub, session.address)
      await carryAnswer(hub, caller, `The turn ended with an error: ${report.error ?? 'unknown'}`)
      return NOTHING
    case 'PermissionRequest':
    case 'Elicitation':
      return askPerson(hub, session, call)
    case 'SessionStart':
    case 'Notification':
      return NOTHING
  }
}

/** Text for the model, in the one form that all these hooks share. */
function say(hookEventName: HookEvent, additionalContext: string | undefined): HookAnswer {
  return additionalContext === undefined ? NOTHING : { hookSpecificOutput: { hookEventName, additionalContext } }
}

function fetchAll(hub: Hub, session: HookedSession, { report, isWritten }: HookCall) {
  return handOver(hub, session, report.event, listFetchable(hub, session), isWritten)
}

/** Between tool calls tasks go along; of notes it only hears that they wait. */
async function fetchTasks(hub: Hub, session: HookedSession, { report, isWritten }: HookCall) {
  const fetchable = listFetchable(hub, session)
  const tasks = fetchable.filter(({ message }) => message.kind === 'task')
  const notes = fetchable.filter(({ message }) => message.kind === 'note' && !session.toldOf.has(message.id))
  for (const { message } of notes) session.toldOf.add(message.id)
  if (notes.length > 0)
    session.notices.push(
      `Claude Comms: ${notes.length === 1 ? 'a note waits' : `${notes.length} notes wait`} for this session (\`comms inbox\`).`,
    )
  return handOver(hub, session, report.event, tasks, isWritten)
}

/** A turn goes on for tasks that wait, never for notes, and only so often before somebody writes a prompt again. */
async function goOn(hub: Hub, session: HookedSession, { report, isWritten }: HookCall): Promise<string | undefined> {
  if (report.stop_hook_active !== true) session.continued = 0
  if (session.continued >= CONTINUATIONS) return undefined
  const tasks = listFetchable(hub, session).filter(({ message }) => message.kind === 'task')
  const text = await handOver(hub, session, report.event, tasks, isWritten)
  if (text !== undefined) session.continued += 1
  return text
}

async function withNotices(session: HookedSession, fetching: Promise<string | undefined>): Promise<string | undefined> {
  const text = await fetching
  const notices = session.notices.splice(0)
  const said = text === undefined ? notices : [...notices, text]
  return said.length === 0 ? undefined : said.join('\n\n')
}

function noteEdit(hub: Hub, { address, name }: HookedSession, { tool_name, tool_input }: HookReport): void {
  if (tool_name === undefined || !EDITORS.includes(tool_name)) return
  const { file_path, notebook_path } = (tool_input ?? {}) as { file_path?: unknown; notebook_path?: unknown }
  const path = file_path ?? notebook_path
  if (typeof path !== 'string') return
  for (const { to, text } of hub.hooks.edits.note(path, { address, name }, hub.clock.now())) {
    hub.hooks.sessions.tell(to, text)
    hub.hooks.quiet.wake(to)
  }
}
