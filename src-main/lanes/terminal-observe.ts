import { HubError } from '#contract/errors.ts'
import type { DeliveryFacts } from '#domain/delivery.ts'
import { decideMove, stillFor, type Intent, type Move, type Pace, type Sight, type Watch } from '#domain/observe.ts'
import type { GateFacts } from '#domain/gate-facts.ts'
import type { Identity } from '#domain/ports.ts'
import { ENDED, type Carried, type CarryResult, type Report } from './lane.ts'
import { makeSight } from './sight.ts'
import { DEFAULT_TYPING, survey } from './survey.ts'
import type { TerminalLaneParts } from './terminal-lane.ts'

/** State of one observation: what has been done so far, and since when the composer shows our text. */
interface Observation {
  facts: DeliveryFacts
  readonly writtenAt: number
  echoSince: number | null
  pressedAt: number | null
  /** How often the screen was seen since the text was written, or since the last press. */
  looks: number
  /** Another press is stored; the screen is looked at once more before Return really goes out. */
  isReserved: boolean
  /** What a long paste collapsed to in the composer. */
  placeholder: string | null
  /** The last time Return could not be pressed, with nothing pressed: when, why, and how often so far. */
  refusal: { readonly at: number; readonly why: string; readonly count: number } | null
  readonly isRecovery: boolean
}

/** Pause before the next look when the screen moved in the moment of the press, in milliseconds. */
const AFTER_A_MOVE = 20

/** Pause before a way of pressing Return that refused is tried again, and how often it may refuse. Milliseconds. */
const REFUSAL_PAUSE = 1_000
const MAX_REFUSALS = 5

/** Watches a delivery that was (perhaps) written until there is proof or honest doubt. Never writes the text again. */
export async function observe(
  parts: TerminalLaneParts,
  carried: Carried,
  facts: DeliveryFacts,
  report: Report,
  signal: AbortSignal,
  isRecovery: boolean,
): Promise<CarryResult> {
  const { intent, identity } = carried
  if (intent === null || 'kind' in intent || identity === null) return lost(report)
  const seen: Observation = {
    facts,
    writtenAt: parts.clock.now(),
    echoSince: null,
    pressedAt: null,
    looks: 0,
    isReserved: false,
    placeholder: null,
    refusal: null,
    isRecovery,
  }
  for (;;) {
    const current = await lookAgain(parts, carried, intent)
    if (current === 'gone') return gone(report)
    const move = current === 'away' ? waitOrGiveUp(parts, seen) : judge(parts, carried, seen, intent, identity, current)
    const next = await act(parts, carried, seen, move, current, report)
    if (next !== undefined) return next
    // A way of pressing that fails again and again must not keep the hub from stopping.
    signal.throwIfAborted()
    if (move.do === 'wait') await parts.clock.sleep(untilNextLook(seen, parts.clock.now(), current), signal)
  }
}

async function lookAgain(
  parts: TerminalLaneParts,
  carried: Carried,
  intent: Intent,
): Promise<GateFacts | 'gone' | 'away'> {
  try {
    const look = await parts.backendOf(carried.address).look(carried.address)
    return await survey(parts, look, intent.prompt)
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    return error.code === 'not_found' ? 'gone' : 'away'
  }
}

function judge(
  parts: TerminalLaneParts,
  carried: Carried,
  seen: Observation,
  intent: Intent,
  identity: Identity,
  current: GateFacts,
): Move {
  const { composer } = current.reading
  if (composer.kind === 'collapsed') seen.placeholder = composer.text
  const sight = makeSight(current, carried.text, identity, seen.placeholder)
  const now = parts.clock.now()
  noteEcho(seen, sight, now)
  seen.looks += 1
  return decideMove(unreserved(seen), intent, sight, watchOf(seen, now), paceOf(current))
}

/** Does what was decided; a result means that this lane is done with the delivery for now. */
async function act(
  parts: TerminalLaneParts,
  carried: Carried,
  seen: Observation,
  move: Move,
  current: GateFacts | 'away',
  report: Report,
): Promise<CarryResult | undefined> {
  switch (move.do) {
    case 'wait':
      return undefined
    case 'type':
      return keep(seen, await report({ kind: 'type' }, { source: 'screen', evidence: move.evidence }))
    case 'press':
      return current === 'away' ? undefined : press(parts, carried, seen, move, current, report)
    case 'confirm':
      await report({ kind: 'confirm' }, { source: seen.isRecovery ? 'recovery' : 'screen', evidence: move.evidence })
      return ENDED
    case 'absent': {
      const moved = await report({ kind: 'absent' }, { source: 'recovery', evidence: move.evidence })
      if (moved !== undefined) return { kind: 'again', afterMs: 0 }
      await report({ kind: 'doubt', reason: 'crash_while_sending' }, { source: 'recovery', evidence: move.evidence })
      return ENDED
    }
    case 'doubt':
      await report({ kind: 'doubt', reason: move.reason }, { source: 'screen', evidence: move.evidence })
      return ENDED
  }
}

async function press(
  parts: TerminalLaneParts,
  carried: Carried,
  seen: Observation,
  move: Move & { do: 'press' },
  current: GateFacts,
  report: Report,
): Promise<CarryResult | undefined> {
  if (!move.isFirst && !seen.isReserved) {
    seen.isReserved = true
    return keep(seen, await report({ kind: 'press' }, { source: 'screen', evidence: move.evidence }))
  }
  if (seen.refusal !== null && parts.clock.now() - seen.refusal.at < REFUSAL_PAUSE) return undefined
  const { submit, address } = carried
  const method = parts.submitMethod(submit, parts.backendOf(address), current, seen.facts.presses)
  let remark: string | void
  try {
    remark = await method.press(address, current.terminal.activity)
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    if (error.data['moved'] === true) return moved(parts, seen)
    return refused(parts, seen, error, report)
  }
  seen.isReserved = false
  seen.pressedAt = parts.clock.now()
  seen.looks = 0
  const how = [method.name, `${seen.facts.presses} of 5`, ...(remark ? [remark] : [])].join(', ')
  const evidence = `Return was pressed (${how}): ${move.evidence}`
  return keep(seen, await report({ kind: 'submit' }, { source: 'terminal', evidence }))
}

/** Something was drawn since the look, a dialog perhaps: what it shows has to stand still anew. */
async function moved(parts: TerminalLaneParts, seen: Observation): Promise<undefined> {
  seen.echoSince = null
  await parts.clock.sleep(AFTER_A_MOVE)
}

/**
 * A terminal that does not answer is asked again at once. A way that refuses (its window is not in front) takes the
 * person's focus each time it is tried: seldom, and not for ever.
 */
async function refused(
  parts: TerminalLaneParts,
  seen: Observation,
  error: HubError,
  report: Report,
): Promise<CarryResult | undefined> {
  if (error.data['pressed'] !== false) return undefined
  seen.refusal = { at: parts.clock.now(), why: error.message, count: (seen.refusal?.count ?? 0) + 1 }
  if (seen.refusal.count < MAX_REFUSALS) return undefined
  const evidence = `${error.message}; the text stands in the composer, unsent`
  await report({ kind: 'doubt', reason: 'not_in_front' }, { source: 'terminal', evidence })
  return ENDED
}

/** A press that is only reserved has not happened yet. */
function unreserved({ facts, isReserved }: Observation): DeliveryFacts {
  return isReserved ? { ...facts, presses: facts.presses - 1 } : facts
}

function keep(seen: Observation, facts: DeliveryFacts | undefined): CarryResult | undefined {
  if (facts === undefined) return ENDED
  seen.facts = facts
  return undefined
}

function noteEcho(seen: Observation, sight: Sight, now: number): void {
  const isOurs = sight.composer === 'ours' || sight.composer === 'collapsed'
  seen.echoSince = isOurs ? (seen.echoSince ?? now) : null
}

function watchOf(seen: Observation, now: number): Watch {
  return {
    now,
    writtenAt: seen.writtenAt,
    echoSince: seen.echoSince,
    pressedAt: seen.pressedAt,
    looks: seen.looks,
    isRecovery: seen.isRecovery,
  }
}

function paceOf({ profile }: GateFacts): Pace {
  const typing = profile?.typing ?? DEFAULT_TYPING
  return { settle: typing.settleMs, echoTimeout: typing.echoTimeoutMs }
}

/** A terminal that does not answer may come back; it is waited for as long as the message is worth delivering. */
function waitOrGiveUp(parts: TerminalLaneParts, seen: Observation): Move {
  if (parts.clock.now() < seen.facts.expiresAt) return { do: 'wait' }
  return { do: 'doubt', reason: 'terminal_error', evidence: 'the terminal did not answer any more' }
}

async function gone(report: Report): Promise<CarryResult> {
  await report(
    { kind: 'doubt', reason: 'gone' },
    { source: 'terminal', evidence: 'the session closed after the text was written and before there was proof' },
  )
  return ENDED
}

async function lost(report: Report): Promise<CarryResult> {
  await report(
    { kind: 'doubt', reason: 'crash_while_sending' },
    { source: 'recovery', evidence: 'nothing is known of the screen before the write' },
  )
  return ENDED
}

/** Often while something is about to happen, seldom after; not past the moment from which Return may be pressed. */
function untilNextLook(seen: Observation, now: number, current: GateFacts | 'away'): number {
  const { pressedAt, echoSince, writtenAt } = seen
  const delay = pollDelay(now - (pressedAt ?? echoSince ?? writtenAt))
  if (current === 'away' || pressedAt !== null || echoSince === null) return delay
  const left = echoSince + stillFor(paceOf(current)) - now
  return left > 0 ? Math.min(delay, left) : delay
}

/** Milliseconds. */
function pollDelay(sinceAction: number): number {
  if (sinceAction < 400) return 20
  if (sinceAction < 3_000) return 60
  return 250
}
