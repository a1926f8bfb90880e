import { HubError } from '#contract/errors.ts'
import { noteDeed } from '../audit.ts'
import type { Caller } from '../caller.ts'
import type { Hub } from '../hub.ts'
import type { RosterEntry } from '../roster.ts'
import { ANSWERED, type OpenNeed, type Verdict } from './open-needs.ts'

/** A dialog is on the screen this long after its hook was called, at the latest, and looked for this often (ms). */
const DRAWN_WITHIN = 3_000
const LOOK_EVERY = 100

interface Answered {
  readonly answered: string[]
  readonly left: { id: string; why: string }[]
}

/**
 * A person's word on one request, or on several that ask the very same. Each is looked at again first, and each is a
 * deed of its own in the audit.
 */
export async function answerNeeds(
  hub: Hub,
  caller: Caller,
  ids: readonly string[],
  verdict: Verdict,
): Promise<Answered> {
  const needs = [...new Set(ids.map(id => oneNeed(hub, id)))]
  checkTogether(needs, verdict)
  const result: Answered = { answered: [], left: [] }
  for (const open of needs) {
    const why = (await findObstacle(hub, open)) ?? (await carryOut(hub, caller, open, verdict))
    if (why === undefined) result.answered.push(open.need.id)
    else result.left.push({ id: open.need.id, why })
  }
  if (result.answered.length > 0) return result
  throw new HubError('too_late', `Nothing was answered: ${result.left[0]?.why}`, {
    hint: 'comms needs lists what is open now.',
    data: { state: 'closed' },
  })
}

function oneNeed(hub: Hub, id: string): OpenNeed {
  const found = hub.hooks.needs.find(id)
  const [first] = found
  if (first === undefined) {
    throw new HubError('not_found', `No open request ${id}`, {
      hint: 'It may have been answered in its terminal. comms needs lists what is open.',
      data: { what: 'need', name: id },
    })
  }
  if (found.length === 1) return first
  const candidates = found.map(({ need }) => need.id)
  throw new HubError('ambiguous', `"${id}" means ${found.length} requests`, {
    hint: `Use a whole id: ${candidates.join(', ')}`,
    data: { name: id, candidates },
  })
}

function checkTogether(needs: readonly OpenNeed[], { decision }: Verdict): void {
  if (new Set(needs.map(({ need }) => need.sameAs)).size > 1) {
    throw new HubError('conflict', 'These requests do not ask the same', {
      hint: 'Nothing was answered. Answer each by itself.',
      data: { name: needs.map(({ need }) => need.id).join(' ') },
    })
  }
  const [first] = needs
  if (first?.need.canDeny === false) {
    throw new HubError('unsupported', 'Only its terminal can answer this', {
      hint: `Nothing was answered. ${wayTo(first)}`,
      data: { what: decision },
    })
  }
  if (decision === 'deny' || first?.need.canAllow !== false) return
  throw new HubError('unsupported', 'This asks for a choice, and a yes is none', {
    hint: `Nothing was answered. Answer it in its terminal: ${wayTo(first)}`,
    data: { what: 'allow' },
  })
}

/** The command that brings a person in front of it. */
function wayTo({ need }: OpenNeed): string {
  const [kind, id] = need.session.address.split(':')
  return kind === 'claude' ? `claude attach ${id}` : `comms focus ${need.session.address}`
}

/** Whether it is still what the person saw: the same program, with its dialog still open as far as can be told. */
async function findObstacle(hub: Hub, open: OpenNeed): Promise<string | undefined> {
  const entry = await lookOnceDrawn(hub, open)
  if (entry === undefined) return 'its session has closed'
  const { pid, state } = entry.session
  if (pid !== open.pid) return 'another program runs there now'
  if (!ANSWERED.has(state)) return undefined
  return `its terminal ${open.wasBlocked ? 'no longer shows the question' : 'does not show the question'} (${state})`
}

/** The hook is called before the dialog is drawn: one that was never seen is waited for a moment. */
async function lookOnceDrawn(hub: Hub, { need, pid, wasBlocked }: OpenNeed): Promise<RosterEntry | undefined> {
  const until = hub.clock.now() + (wasBlocked ? 0 : DRAWN_WITHIN)
  for (;;) {
    const entry = await hub.refresh(need.session.address)
    const isDrawing = entry?.session.pid === pid && entry.session.state === 'working'
    if (!isDrawing || hub.clock.now() >= until) return entry
    await hub.clock.sleep(LOOK_EVERY)
  }
}

/** Noted before the hook is told: an answer without a row in the audit must not be possible. */
async function carryOut(hub: Hub, caller: Caller, { need }: OpenNeed, verdict: Verdict): Promise<string | undefined> {
  const isOpen = () => hub.hooks.needs.find(need.id).length === 1
  const closed = 'it was answered in its terminal meanwhile'
  if (!isOpen()) return closed
  const what = `${verdict.decision} ${verdict.decision === 'allow' ? 'once ' : ''}${need.summary}`
  await hub.store.write(tx => noteDeed(hub, tx, caller, { what, target: need.session.name, result: 'answered' }), {
    essential: true,
  })
  const outcome = verdict.decision === 'allow' ? 'allowed' : 'denied'
  return hub.hooks.needs.close(need.id, { outcome, verdict }) ? undefined : closed
}
