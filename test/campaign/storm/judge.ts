import type { DeliveryState } from '#contract/delivery.ts'
import type { RecorderLog } from '../../support/recorder.ts'

/** A message the hub said it had accepted. */
export interface Accepted {
  readonly messageId: string
  /** Stands in the text of this message and in no other. */
  readonly token: string
  readonly text: string
  readonly address: string
}

/** How the hub's own books end. */
export interface Receipt {
  readonly messageId: string
  readonly address: string
  readonly state: DeliveryState
}

/** Messages that went wrong, by their tokens. Empty lists are what everything else is measured for. */
export interface Verdict {
  /** Accepted, and neither arrived nor called uncertain; or without a receipt. */
  readonly lost: readonly string[]
  readonly typedTwice: readonly string[]
  readonly submittedTwice: readonly string[]
  /** Reached a session it was not meant for. */
  readonly misled: readonly string[]
  /** Submissions that are not the text of exactly one message. */
  readonly mangled: readonly string[]
  readonly unended: readonly string[]
  readonly uncertain: readonly string[]
}

const PROVED: readonly DeliveryState[] = ['confirmed', 'answered']
const ENDED: readonly DeliveryState[] = [...PROVED, 'skipped', 'failed', 'expired', 'cancelled', 'uncertain']

/** Judges by what the recorders wrote down. What the hub believes only decides what it may be held to. */
export function judge(
  accepted: readonly Accepted[],
  receipts: readonly Receipt[],
  logs: ReadonlyMap<string, RecorderLog>,
): Verdict {
  const stateOf = new Map(receipts.map(receipt => [`${receipt.messageId} ${receipt.address}`, receipt.state]))
  const typed = countTokens([...logs].map(([address, log]) => [address, log.bytes.toString('latin1')]))
  const submitted = countTokens(
    [...logs].flatMap(([address, log]) => log.submits.map(text => [address, text] as const)),
  )
  const tokensWhere = (test: (one: Accepted) => boolean) => accepted.filter(test).map(({ token }) => token)
  const state = (one: Accepted) => stateOf.get(`${one.messageId} ${one.address}`)
  const at = (counts: Counts, one: Accepted) => counts.get(`${one.token} ${one.address}`) ?? 0
  return {
    lost: tokensWhere(one => isLost(state(one), at(submitted, one))),
    typedTwice: tokensWhere(one => at(typed, one) > 1),
    submittedTwice: tokensWhere(one => at(submitted, one) > 1),
    misled: findMisled(accepted, typed),
    mangled: findMangled(accepted, logs),
    unended: tokensWhere(one => !ENDED.includes(state(one) ?? 'accepted')),
    uncertain: tokensWhere(one => state(one) === 'uncertain'),
  }
}

type Counts = ReadonlyMap<string, number>

function isLost(state: DeliveryState | undefined, submits: number): boolean {
  return state === undefined || (state !== 'uncertain' && submits === 0)
}

/** How often each token stands in what each session got. */
function countTokens(texts: readonly (readonly [address: string, text: string])[]): Counts {
  const counts = new Map<string, number>()
  for (const [address, text] of texts) {
    for (const [token] of text.matchAll(/m\d{5}/g)) {
      const key = `${token} ${address}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return counts
}

function findMisled(accepted: readonly Accepted[], typed: Counts): readonly string[] {
  const meant = new Set(accepted.map(one => `${one.token} ${one.address}`))
  return [...typed.keys()].filter(key => !meant.has(key))
}

function findMangled(accepted: readonly Accepted[], logs: ReadonlyMap<string, RecorderLog>): readonly string[] {
  const texts = new Set(accepted.map(one => one.text))
  return [...logs.values()].flatMap(log => log.submits).filter(text => !texts.has(text))
}
