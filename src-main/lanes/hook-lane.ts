import type { Address } from '#contract/address.ts'
import { ENDED, type Lane } from './lane.ts'

export interface HookLaneParts {
  /** The program in this session has called its hooks, and runs there still. */
  hasHooks(address: Address): boolean
  /** It is idle, and nothing in it would wake it. */
  isAsleep(address: Address): boolean
  /** A hook's answer with this session's messages is being written now. */
  isHandingOver(address: Address): boolean
}

/** The hook wakes the delivery; until then only its expiry does, and this long a look (ms). */
const UNTIL_ASKED = 3_600_000
const HANDING_OVER = 2_000

const ASLEEP = '; it is idle, and nothing wakes it before somebody writes to it there'

/**
 * The way a session fetches by itself: what waits here is handed over in the answer to its next hook (a prompt, a tool
 * call, the end of a turn), by whoever answers hooks. So there is nothing to carry, only to say why it waits.
 */
export function createHookLane({ hasHooks, isAsleep, isHandingOver }: HookLaneParts): Lane {
  return {
    name: 'hook',
    reach: ({ address, name }) =>
      hasHooks(address)
        ? {
            kind: 'open',
            note: `is handed over with its next prompt, tool call or end of a turn${isAsleep(address) ? ASLEEP : ''}`,
          }
        : { kind: 'closed', why: `${name} has called no hook yet` },
    async carry({ address, facts }, report) {
      if (facts.state === 'sending') {
        if (isHandingOver(address)) return { kind: 'again', afterMs: HANDING_OVER }
        // Whether the answer was read before the hub stopped, nobody can tell.
        await report(
          { kind: 'doubt', reason: 'crash_while_sending' },
          { source: 'recovery', evidence: 'the hub stopped while a hook took this; it may have arrived' },
        )
        return ENDED
      }
      if (facts.reason !== 'awaits_hook') {
        const when = 'handed over when its session next takes a prompt, finishes a tool call or ends a turn'
        const evidence = `${when}${isAsleep(address) ? ASLEEP : ''}`
        await report({ kind: 'hold', reason: 'awaits_hook' }, { source: 'hub', evidence })
      }
      return { kind: 'again', afterMs: UNTIL_ASKED }
    },
  }
}
