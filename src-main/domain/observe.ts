import type { DeliveryReason } from '#contract/delivery.ts'
import { MAX_PRESSES, type DeliveryFacts } from '#domain/delivery.ts'
import type { GateAnswer } from '#domain/gate-facts.ts'

/**
 * What was on the screen when the decision to write was made; stored durably before the first byte, so that after a
 * crash "nothing was written" can be proved or not.
 */
export interface Intent {
  /** Milliseconds since 1970 at which the intent was made. */
  readonly at: number
  /** The terminal's own activity mark then, and when it last moved (ms), as coarse as `activityGrain` ms. */
  readonly activity: string
  readonly activityAt: number
  readonly activityGrain: number
  /** How often the text already stood in the transcript. */
  readonly shownBefore: number
  /** Digest of the transcript rows then. */
  readonly aboveDigest: string
  /** Text left of the cursor, for programs whose composer no profile describes. */
  readonly prompt: string | null
}

/** What is seen of the target after writing. */
export interface Sight {
  /** Compared with our text: exactly ours, nothing, a paste placeholder, something else, or no composer on screen. */
  readonly composer: 'ours' | 'empty' | 'collapsed' | 'other' | 'absent'
  /** Our text is a command of the program (`/compact`): it may leave no line of its own in the transcript. */
  readonly isCommand: boolean
  /** How often our text stands in the transcript now. */
  readonly shown: number
  readonly aboveDigest: string
  readonly isBusy: boolean
  /** The gate for Return. */
  readonly pressGate: GateAnswer
  readonly activity: string
  readonly unread: number
  /** The line that was seen, for the receipt. */
  readonly line: string
}

/** Moments (ms since 1970) of what has been done so far in this run of the hub. */
export interface Watch {
  readonly now: number
  /** When the text was written, or when the look after a restart began. */
  readonly writtenAt: number
  /** Since when the composer has shown our text without a change, or null. */
  readonly echoSince: number | null
  readonly pressedAt: number | null
  /** How often the screen was looked at since the text was written, or since Return was pressed last. */
  readonly looks: number
  /** True when the hub restarted since the text was (perhaps) written. */
  readonly isRecovery: boolean
}

/** Pauses of one profile, in milliseconds. */
export interface Pace {
  readonly settle: number
  readonly echoTimeout: number
}

/** What to do next with a delivery whose text may be on its way. */
export type Move =
  | { readonly do: 'wait' }
  | { readonly do: 'type'; readonly evidence: string }
  /** `isFirst`: the press that was reserved when the text was typed; any other is reserved (durably) before it. */
  | { readonly do: 'press'; readonly isFirst: boolean; readonly evidence: string }
  | { readonly do: 'confirm'; readonly evidence: string }
  | { readonly do: 'absent'; readonly evidence: string }
  | { readonly do: 'doubt'; readonly reason: DeliveryReason; readonly evidence: string }

/** The composer must show our text unchanged for this long before it counts as typed. */
const ECHO_STABLE = 100
/** After a restart the hub says nothing for certain about an unseen text before the write is this long ago. */
const RECOVERY_PATIENCE = 2_000
/** And not before it has watched the screen itself for this long: the clock may have been set meanwhile. */
const RECOVERY_WATCH = 500
/** Before it gives up it watches for this long: a program that gets little processor time draws what it read late. */
const DOUBT_WATCH = 4_000
/** Without proof for this long after Return, the hub says that it cannot tell. */
const PROOF_PATIENCE = 10_000
/**
 * And without having looked this often it says nothing of the kind: where a look takes a second, the machine has no
 * time for the program either. A machine at rest looks more than sixty times in four seconds.
 */
const DOUBT_LOOKS = 30
/** Pauses before Return is pressed again. */
const PRESS_DELAYS = [500, 1_000, 2_000, 4_000]

/** How long the composer has to show our text unchanged before Return, in milliseconds. */
export function stillFor({ settle }: Pace): number {
  return Math.max(settle, ECHO_STABLE)
}

/** Decides from what is seen. Pure, so that the whole delivery can be checked as a model. */
export function decideMove(delivery: DeliveryFacts, intent: Intent, sight: Sight, watch: Watch, pace: Pace): Move {
  if (wasTaken(delivery, intent, sight)) {
    return { do: 'confirm', evidence: proofWords(sight) }
  }
  if (watch.now >= delivery.expiresAt) return giveUp(delivery, sight)
  switch (delivery.state) {
    case 'sending':
      return watch.isRecovery ? recoverSending(intent, sight, watch) : watchEcho(sight, watch, pace)
    case 'typed':
      return pressFirst(delivery, sight, watch, pace)
    case 'submitted':
      return watchProof(delivery, sight, watch)
    default:
      return { do: 'wait' }
  }
}

/**
 * The composer let go of the text and the transcript has it: proof, whoever pressed Return. A composer that cannot be
 * found proves it only after Return: before that, the text on the screen may be the unsent text itself.
 */
function wasTaken(delivery: DeliveryFacts, intent: Intent, sight: Sight): boolean {
  const isLetGo = sight.composer === 'empty' || (sight.composer === 'absent' && delivery.state === 'submitted')
  if (!isLetGo) return false
  if (isCommandTaken(delivery, intent, sight)) return true
  if (sight.shown > intent.shownBefore) return true
  return sight.shown > 0 && sight.composer === 'empty' && sight.aboveDigest !== intent.aboveDigest
}

function proofWords(sight: Sight): string {
  if (sight.shown > 0) return `the composer is empty and the text stands above it: "${sight.line}"`
  return `the composer let go of the command and the screen changed: "${sight.line}"`
}

/**
 * A command that stood in the composer when Return was pressed is gone from it, and the screen above has changed. A
 * dialog may only hide the composer, so with one open nothing is proved.
 */
function isCommandTaken(delivery: DeliveryFacts, intent: Intent, sight: Sight): boolean {
  return (
    sight.isCommand && delivery.state === 'submitted' && !isDialog(sight) && sight.aboveDigest !== intent.aboveDigest
  )
}

function watchEcho(sight: Sight, watch: Watch, pace: Pace): Move {
  if (isStable(sight, watch)) return { do: 'type', evidence: `the composer shows it: "${sight.line}"` }
  if (isDialog(sight)) return { do: 'wait' }
  if (!hasWatched(watch, watch.writtenAt, pace.echoTimeout)) return { do: 'wait' }
  return {
    do: 'doubt',
    reason: 'echo_not_seen',
    evidence: `the text did not appear in the composer within ${watch.now - watch.writtenAt} ms`,
  }
}

function recoverSending(intent: Intent, sight: Sight, watch: Watch): Move {
  if (isStable(sight, watch)) return { do: 'type', evidence: `after a restart the composer shows it: "${sight.line}"` }
  if (isDialog(sight)) return { do: 'wait' }
  if (watch.now - watch.writtenAt < RECOVERY_WATCH) return { do: 'wait' }
  // What was written was written before the crash, however often the hub has been restarted since.
  if (watch.now - Math.min(intent.at, watch.writtenAt) < RECOVERY_PATIENCE) return { do: 'wait' }
  if (isProvedAbsent(intent, sight)) {
    return { do: 'absent', evidence: 'same program, empty composer, and nothing has moved since before the write' }
  }
  if (!hasWatched(watch, watch.writtenAt, DOUBT_WATCH)) return { do: 'wait' }
  return {
    do: 'doubt',
    reason: 'crash_while_sending',
    evidence: 'the hub stopped while writing, and the screen does not prove either way',
  }
}

/**
 * Nothing of ours arrived: the same program, an empty composer, no unread input, and not one byte of output since
 * before the intent. An empty composer alone proves nothing (a person may have cleared it), and an activity clock that
 * ticks in whole seconds proves nothing about the second the intent was made in.
 */
function isProvedAbsent(intent: Intent, sight: Sight): boolean {
  const lastQuietMoment = Math.floor(intent.at / intent.activityGrain) * intent.activityGrain
  return (
    sight.composer === 'empty' &&
    sight.pressGate.kind === 'open' &&
    sight.unread === 0 &&
    sight.activity === intent.activity &&
    intent.activityAt < lastQuietMoment
  )
}

function pressFirst(delivery: DeliveryFacts, sight: Sight, watch: Watch, pace: Pace): Move {
  if (canPress(sight) && (!watch.isRecovery || delivery.presses < MAX_PRESSES)) {
    const since = watch.echoSince ?? watch.now
    if (watch.now - since < stillFor(pace)) return { do: 'wait' }
    return { do: 'press', isFirst: !watch.isRecovery, evidence: `the composer holds exactly the text: "${sight.line}"` }
  }
  if (isDialog(sight) || sight.isBusy || (holdsOurs(sight) && delivery.presses < MAX_PRESSES)) return { do: 'wait' }
  if (!hasWatched(watch, watch.writtenAt, PROOF_PATIENCE)) return { do: 'wait' }
  return { do: 'doubt', reason: 'screen_changed', evidence: `the composer no longer holds the text: "${sight.line}"` }
}

function watchProof(delivery: DeliveryFacts, sight: Sight, watch: Watch): Move {
  const pressedAt = watch.pressedAt ?? watch.writtenAt
  const delay = PRESS_DELAYS[delivery.presses - 1]
  if (canPress(sight) && delivery.presses < MAX_PRESSES && delay !== undefined) {
    if (watch.now - pressedAt < delay) return { do: 'wait' }
    return { do: 'press', isFirst: false, evidence: `the composer still holds exactly the text: "${sight.line}"` }
  }
  if (isDialog(sight) || (holdsOurs(sight) && sight.isBusy)) return { do: 'wait' }
  if (!hasWatched(watch, pressedAt, PROOF_PATIENCE)) return { do: 'wait' }
  return {
    do: 'doubt',
    reason: 'submit_not_seen',
    evidence: `Return was pressed ${delivery.presses} times and nothing shows that it was taken`,
  }
}

function giveUp(delivery: DeliveryFacts, sight: Sight): Move {
  const reason = isDialog(sight)
    ? 'dialog_appeared'
    : delivery.state === 'submitted'
      ? 'submit_not_seen'
      : 'screen_changed'
  return { do: 'doubt', reason, evidence: 'it expired after it was written and before there was proof' }
}

/** Long enough, and often enough, to say that something did not happen. */
function hasWatched(watch: Watch, since: number, patience: number): boolean {
  return watch.now - since >= patience && watch.looks >= DOUBT_LOOKS
}

function isStable(sight: Sight, watch: Watch): boolean {
  return holdsOurs(sight) && watch.echoSince !== null && watch.now - watch.echoSince >= ECHO_STABLE
}

function holdsOurs(sight: Sight): boolean {
  return sight.composer === 'ours' || sight.composer === 'collapsed'
}

/** Input that waits unread would stand between our text and the Return, unseen. */
function canPress(sight: Sight): boolean {
  return holdsOurs(sight) && sight.pressGate.kind === 'open' && !sight.isBusy && sight.unread === 0
}

function isDialog(sight: Sight): boolean {
  return sight.pressGate.kind !== 'open' && sight.pressGate.reason === 'blocked'
}
