import type { HookAnswer, HookReport } from '#contract/hook.ts'
import type { Need } from '#contract/need.ts'
import { describeQuestion, describeTool } from '#domain/need-words.ts'
import { visibleLine } from '#domain/sanitize.ts'
import { digest } from '#platform/digest.ts'
import type { Hub } from '../hub.ts'
import type { HookCall } from '../hooks/answer-hook.ts'
import type { HookedSession } from '../hooks/hooked-sessions.ts'
import { callKeyOf, type NeedEnd, type OpenNeed, type Verdict } from './open-needs.ts'

/** The hook waits this long for a person (ms); its program gives up ten seconds later, its dialog never. */
const PATIENCE = 580_000
/** The clock takes no longer timer. */
const TICK = 30_000
/** Tools that ask for a choice: a yes alone is no answer. */
const CHOICES: ReadonlySet<string | undefined> = new Set(['AskUserQuestion'])

/** Shows the request to the person and waits for a word, for the hook to hang up, or for the time to run out. */
export async function askPerson(hub: Hub, session: HookedSession, call: HookCall): Promise<HookAnswer> {
  const { report, signal } = call
  const open = findSame(hub, session, report) ?? (await openNeed(hub, session, report))
  if (report.event === 'Elicitation') {
    // Claude Code draws its own dialog for this only behind the hook's answer: a person is told here, and answers there.
    closeWhenOver(hub, open)
    return {}
  }
  const { outcome, verdict } = await wait(hub, open, signal)
  return verdict === undefined || (outcome !== 'allowed' && outcome !== 'denied') ? {} : answer(verdict)
}

/** The same program may have our hook twice, by its settings and by a plugin; it asks once. */
function findSame({ hooks }: Hub, { address }: HookedSession, report: HookReport): OpenNeed | undefined {
  const key = callKeyOf(report)
  return hooks.needs.list().find(({ need, callKey }) => need.session.address === address && callKey === key)
}

async function openNeed(hub: Hub, session: HookedSession, report: HookReport): Promise<OpenNeed> {
  const need = describe(hub, session, report)
  const open: OpenNeed = {
    need,
    pid: session.pid,
    callKey: callKeyOf(report),
    waiting: new Set(),
    wasBlocked: false,
  }
  hub.hooks.needs.add(open)
  await hub.store.write(tx => hub.announcer.add(tx, { type: 'need.opened', data: need }))
  return open
}

function describe(hub: Hub, { address, name }: HookedSession, report: HookReport): Need {
  const isElicitation = report.event === 'Elicitation'
  const tool = visibleLine((isElicitation ? report.mcp_server_name : report.tool_name) ?? 'unknown', 80)
  const asks = isElicitation
    ? describeQuestion(report.message ?? '', report.requested_schema)
    : describeTool(tool, report.tool_input)
  const now = hub.clock.now()
  const cwd = visibleLine(report.cwd ?? '', 500)
  const isChoice = isElicitation || CHOICES.has(report.tool_name)
  return {
    id: hub.newId(),
    kind: isChoice ? 'question' : 'permission',
    session: { address, name },
    tool,
    ...asks,
    cwd,
    at: new Date(now).toISOString(),
    expiresAt: new Date(now + PATIENCE).toISOString(),
    canAllow: !isChoice,
    canDeny: !isElicitation,
    sameAs: digest(JSON.stringify([report.event, callKeyOf(report), cwd])),
  }
}

function wait(hub: Hub, open: OpenNeed, signal: AbortSignal | undefined): Promise<NeedEnd> {
  const { needs } = hub.hooks
  const { promise, resolve } = Promise.withResolvers<NeedEnd>()
  open.waiting.add(resolve)
  const timer = closeWhenOver(hub, open)
  function hangUp(): void {
    open.waiting.delete(resolve)
    resolve({ outcome: 'gone' })
    if (open.waiting.size === 0) needs.close(open.need.id, { outcome: 'elsewhere' })
  }
  signal?.addEventListener('abort', hangUp, { once: true })
  if (signal?.aborted) hangUp()
  return promise.finally(() => {
    timer[Symbol.dispose]()
    signal?.removeEventListener('abort', hangUp)
  })
}

/** Leaves the request to its terminal once its time is over. */
function closeWhenOver({ clock, hooks }: Hub, { need }: OpenNeed): Disposable {
  const until = Date.parse(need.expiresAt)
  let timer = clock.after(TICK, tick)
  function tick(): void {
    if (clock.now() >= until) hooks.needs.close(need.id, { outcome: 'left' })
    else if (hooks.needs.find(need.id).length > 0) timer = clock.after(TICK, tick)
  }
  return { [Symbol.dispose]: () => timer[Symbol.dispose]() }
}

/** Allowing is for this once: nothing is added to the permissions of the session. */
function answer({ decision, reason }: Verdict): HookAnswer {
  const message = reason === undefined || reason.trim() === '' ? 'The owner said no.' : `The owner said no: ${reason}`
  const said = decision === 'allow' ? { behavior: 'allow' as const } : { behavior: 'deny' as const, message }
  return { hookSpecificOutput: { hookEventName: 'PermissionRequest', decision: said } }
}
