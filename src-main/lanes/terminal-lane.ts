import { HubError } from '#contract/errors.ts'
import type { DeliveryReason, SubmitStrategy } from '#contract/delivery.ts'
import type { DeliveryFacts } from '#domain/delivery.ts'
import { isInFlight } from '#domain/delivery.ts'
import { checkGate } from '#domain/gate.ts'
import type { GateAnswer, GateFacts } from '#domain/gate-facts.ts'
import { QUIET_KEYS } from '#domain/gate-moment.ts'
import { isPasted } from '#domain/pasted.ts'
import { assertClean } from '#domain/sanitize.ts'
import type { Identity, SubmitMethod, TerminalBackend } from '#domain/ports.ts'
import type { Readiness } from '#domain/together.ts'
import { ENDED, type Carried, type CarryResult, type Lane, type Report } from './lane.ts'
import { makeIntent } from './sight.ts'
import { observe } from './terminal-observe.ts'
import { DEFAULT_TYPING, survey, type Surveyor } from './survey.ts'

/** What the terminal lane works with. */
export interface TerminalLaneParts extends Surveyor {
  /** Hands for an address; throws `HubError('not_found')` when no back end has it. */
  backendOf(address: string): TerminalBackend
  /**
   * @param strategy what the send asked for, if anything
   * @param presses how often Return has been pressed for this attempt, this time included
   */
  submitMethod(
    strategy: SubmitStrategy | null,
    backend: TerminalBackend,
    facts: GateFacts,
    presses: number,
  ): SubmitMethod
  isAlive(identity: Identity): Promise<boolean>
}

/** Facts older than this are read again before the write, in milliseconds. */
const FRESH = 50
/** A held delivery is looked at again after this long even when nothing seems to have changed, in milliseconds. */
const SLOW_RECHECK = 15_000
/** A terminal that does not answer is asked again after this long, in milliseconds. */
const AWAY_RECHECK = 1_000

const UNIDENTIFIED: GateAnswer = {
  kind: 'fail',
  reason: 'state_unknown',
  evidence: 'the machine did not tell which program was in front when the message was accepted',
}

/** Types the owner's words (or a doorbell) into the program in front, behind the gate, and watches what becomes of them. */
export function createTerminalLane(parts: TerminalLaneParts): Lane {
  return {
    name: 'terminal',
    reach: ({ backend, movedTo }) => {
      if (backend === 'claude') return { kind: 'closed', why: 'it runs in the background, where nothing can be typed' }
      if (movedTo !== undefined) return { kind: 'closed', why: `its conversation moved to the background (${movedTo})` }
      return { kind: 'open', note: 'will go by the terminal lane' }
    },
    async carry(carried, report, signal) {
      if (isInFlight(carried.facts.state)) return observe(parts, carried, carried.facts, report, signal, true)
      try {
        return await send(parts, carried, report, signal)
      } catch (error) {
        return away(carried, report, error)
      }
    },
    readiness: carried => readiness(parts, carried),
  }
}

async function send(
  parts: TerminalLaneParts,
  carried: Carried,
  report: Report,
  signal: AbortSignal,
): Promise<CarryResult> {
  const first = await ask(parts, carried)
  if (first.answer.kind !== 'open') return object(carried.facts, first.answer, report)

  const queued = carried.facts.state === 'queued' ? carried.facts : await release(first.answer.evidence, report)
  if (queued === undefined) return ENDED
  const intent = makeIntent(first.facts, first.screen, carried.text)
  const sending = await report({ kind: 'send' }, { source: 'gate', evidence: first.answer.evidence, intent })
  if (sending === undefined) return ENDED

  const last = await askAgainWhenLate(parts, carried, first)
  if (last.answer.kind !== 'open') return refuse(last.answer, report)
  const written = await write(parts, carried, last.facts)
  if (written !== undefined) return refuse(written, report)
  return observe(parts, { ...carried, intent }, sending, report, signal, false)
}

type Asked = Awaited<ReturnType<typeof ask>>

async function ask(parts: TerminalLaneParts, carried: Carried) {
  const lookedAt = parts.clock.monotonic()
  const look = await parts.backendOf(carried.address).look(carried.address)
  const facts = await survey(parts, look)
  const expectedIsAlive = carried.identity !== null && (await parts.isAlive(carried.identity))
  const answer = checkGate(facts, { ...carried, expectedIsAlive })
  // A dead pane has no program either, and says more of itself than that.
  const isUnidentified = carried.identity === null && answer.kind !== 'skip'
  return { facts, screen: look.screen, answer: isUnidentified ? UNIDENTIFIED : answer, lookedAt }
}

async function readiness(parts: TerminalLaneParts, carried: Carried): Promise<Readiness> {
  try {
    const { answer } = await ask(parts, carried)
    if (answer.kind === 'open') return { kind: 'ready', evidence: answer.evidence }
    const { kind, reason, evidence } = answer
    if (kind !== 'hold') return { kind: 'never', end: kind, reason, evidence }
    return { kind: 'not_yet', reason, evidence, afterMs: recheckAfter(reason) }
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    const evidence = error.message
    if (error.code === 'not_found') return { kind: 'never', end: 'fail', reason: 'gone', evidence }
    return { kind: 'not_yet', reason: 'terminal_away', evidence, afterMs: AWAY_RECHECK }
  }
}

function recheckAfter(reason: DeliveryReason): number {
  return reason === 'human_typing' ? QUIET_KEYS : SLOW_RECHECK
}

/** The gate must have been read within 50 ms of the write; storing the intent may have taken longer. */
async function askAgainWhenLate(parts: TerminalLaneParts, carried: Carried, first: Asked): Promise<Asked> {
  return parts.clock.monotonic() - first.lookedAt < FRESH ? first : ask(parts, carried)
}

/** Writes the text; an answer means that the terminal refused it whole, before the first byte. */
async function write(
  parts: TerminalLaneParts,
  carried: Carried,
  { profile, terminal }: GateFacts,
): Promise<GateAnswer | undefined> {
  const backend = parts.backendOf(carried.address)
  // The last look at the bytes themselves: a text that got here unclean is a bug, and is not typed.
  assertClean(carried.text)
  try {
    const { bracketedPaste: bracketed } = profile?.typing ?? DEFAULT_TYPING
    const { activity } = terminal
    await backend.type(carried.address, carried.text, { paste: isPasted(carried.text), bracketed, activity })
    return undefined
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    if (error.data['written'] !== false && error.code !== 'not_found') return undefined
    // A dialog may have opened in the moment of the write.
    const reason = error.data['moved'] === true ? 'state_unknown' : 'terminal_error'
    return { kind: 'hold', reason, evidence: error.message }
  }
}

/** A delivery that was held says that it was let go before it says that it is being sent. */
function release(evidence: string, report: Report): Promise<DeliveryFacts | undefined> {
  return report({ kind: 'queue' }, { source: 'gate', evidence })
}

async function object(facts: DeliveryFacts, answer: GateAnswer, report: Report): Promise<CarryResult> {
  if (answer.kind === 'open') return ENDED
  const known = { source: 'gate' as const, evidence: answer.evidence }
  if (answer.kind !== 'hold') {
    await report({ kind: answer.kind, reason: answer.reason }, known)
    return ENDED
  }
  if (facts.state !== 'held' || facts.reason !== answer.reason) {
    await report({ kind: 'hold', reason: answer.reason }, known)
  }
  return { kind: 'again', afterMs: recheckAfter(answer.reason) }
}

async function refuse(answer: GateAnswer, report: Report): Promise<CarryResult> {
  if (answer.kind === 'open') return ENDED
  await report(
    { kind: 'refuse', reason: answer.reason },
    { source: 'gate', evidence: `nothing was written: ${answer.evidence}` },
  )
  return { kind: 'again', afterMs: 250 }
}

/** Before the write a terminal that does not answer only means waiting; a session that has closed is the end. */
async function away(carried: Carried, report: Report, error: unknown): Promise<CarryResult> {
  if (!(error instanceof HubError)) throw error
  const known = { source: 'terminal' as const, evidence: error.message }
  if (error.code === 'not_found') {
    await report({ kind: 'fail', reason: 'gone' }, known)
    return ENDED
  }
  if (carried.facts.reason !== 'terminal_away') await report({ kind: 'hold', reason: 'terminal_away' }, known)
  return { kind: 'again', afterMs: AWAY_RECHECK }
}
