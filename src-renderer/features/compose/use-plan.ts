import { useEffect, useState } from 'react'
import type { PlannedDelivery } from '#contract/delivery.ts'
import { getHub } from '../../lib/hub.ts'
import { useConnection } from '../../stores/connection.ts'
import { useSessions } from '../../stores/sessions.ts'

/** What is asked about: the send as it would be made now. */
export interface PlanQuestion {
  readonly to: readonly string[]
  readonly body: string
  readonly isTemplate: boolean
  readonly confirmed: boolean
  readonly asCommand: boolean
}

export interface Plan {
  readonly deliveries: readonly PlannedDelivery[]
  /** The text it was asked about. */
  readonly body: string
  readonly error: unknown
  /** True until the answer belongs to what stands in the composer now. */
  readonly isStale: boolean
}

const NOTHING: Plan = { deliveries: [], body: '', error: undefined, isStale: false }
/** Quiet time before the hub is asked, in milliseconds. */
const DEBOUNCE = 200
/** A hold may end without any event (somebody stops typing): ask again after this long, in milliseconds. */
const HOLD_CHECK = 3_000

/**
 * What sending would do to each target, computed by the code that will send. Asked again whenever the text, the
 * targets or the state of a target changes. Null asks nothing.
 */
export function usePlan(question: PlanQuestion | null): Plan {
  const [answer, setAnswer] = useState<{ readonly key: string; readonly plan: Plan } | null>(null)
  const key = question === null ? '' : JSON.stringify(question)
  const plan = answer?.plan ?? NOTHING
  const facts = useTargetFacts(question, plan.deliveries)
  const isLive = useConnection(connection => connection.state === 'live')
  const [turn, setTurn] = useState(0)

  useEffect(() => {
    if (key === '' || !isLive) return undefined
    const abort = new AbortController()
    const timer = window.setTimeout(() => void ask(key, abort.signal).then(setAnswer, ignoreAbort), DEBOUNCE)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [key, facts, isLive, turn])

  const holds = plan.deliveries.some(one => one.outcome === 'hold')
  useEffect(() => {
    if (!holds) return undefined
    const timer = window.setInterval(() => setTurn(last => last + 1), HOLD_CHECK)
    return () => clearInterval(timer)
  }, [holds])

  if (question === null) return NOTHING
  return answer?.key === key ? plan : { ...plan, isStale: true }
}

async function ask(key: string, signal: AbortSignal): Promise<{ key: string; plan: Plan }> {
  const question = JSON.parse(key) as PlanQuestion
  try {
    const { deliveries } = await getHub().messages.plan({ ...question, to: [...question.to] }, { signal })
    signal.throwIfAborted()
    return { key, plan: { deliveries, body: question.body, error: undefined, isStale: false } }
  } catch (error) {
    signal.throwIfAborted()
    return { key, plan: { deliveries: [], body: question.body, error, isStale: false } }
  }
}

/** An answer that came too late for its question. */
function ignoreAbort(): void {}

/** One text that changes when a target's state does; for groups and filters, when any session's does. */
function useTargetFacts(question: PlanQuestion | null, planned: readonly PlannedDelivery[]): string {
  const isOpenEnded = question !== null && question.to.some(target => !/^(tmux|pty|iterm2):/.test(target))
  return useSessions(({ byId }) => {
    if (question === null) return ''
    const addresses = isOpenEnded ? Object.keys(byId) : question.to
    const all = isOpenEnded ? addresses : [...new Set([...addresses, ...planned.map(one => one.to.address)])]
    return all.map(address => `${address} ${byId[address]?.state ?? ''} ${byId[address]?.detail ?? ''}`).join('\n')
  })
}
