import { useEffect, useRef, useState } from 'react'
import { getHub } from '../../lib/hub.ts'
import { newMessageId } from '../../lib/new-message-id.ts'
import { readCountdown } from '../../lib/countdown.ts'
import { useConnection } from '../../stores/connection.ts'
import type { TogetherDraft } from '../../stores/draft.ts'
import { useSessions } from '../../stores/sessions.ts'
import { frictionOf } from './friction.ts'
import { knownNames } from './known-names.ts'
import { rememberGroup } from './last-group.ts'
import { findObstacle } from './obstacle.ts'
import type { PendingSend, SendInput } from './pending-send.ts'
import { isLost, sendOnce, type SendAnswer } from './send-once.ts'
import { rememberText } from './sent-texts.ts'
import { isEndedAddress } from './targets.ts'
import { usePlan, type Plan, type PlanQuestion } from './use-plan.ts'
import { findPlaceholders, looksLikeTemplate } from './variables.ts'

/** What stands between the person and the send. */
export type Stage =
  | { readonly kind: 'write' }
  | { readonly kind: 'countdown'; readonly until: number; readonly request: SendInput }
  | { readonly kind: 'sheet' }
  | { readonly kind: 'sending' }

/** Something to say about the last attempt. */
export type Remark = { readonly error: unknown } | { readonly words: string } | null

/** What is written, and to whom. */
export interface Writing {
  readonly targets: readonly string[]
  readonly text: string
  readonly isTemplate: boolean
  readonly together: TogetherDraft | null
}

/** What the place to write does about it. */
export interface SendingEvents {
  /** Seconds begin in which the send can be called back: the place must be seen meanwhile. */
  onCountdown?(): void
  /** The person goes on writing. */
  onBack(): void
  /** The hub has it. */
  onAccepted(request: SendInput, answer: SendAnswer): void
}

/** The body that stands for "some text" while nothing is written, so that readiness is shown before. */
const ANY_TEXT = 'x'

/**
 * The one way from a click on Send to the hub's answer, for every place to write: what is planned is what is sent, with
 * as much friction as the plan asks for.
 */
export function useSending(writing: Writing, pendingSend: PendingSend, events: SendingEvents) {
  const { targets, text, together } = writing
  const sessions = useSessions(state => state.byId)
  const connection = useConnection(state => state.state)
  const pending = pendingSend.use(state => state.request)
  const [stage, setStage] = useState<Stage>({ kind: 'write' })
  const [remark, setRemark] = useState<Remark>(null)
  const timer = useRef<number | undefined>(undefined)
  /** The question whose answer a press on Send waits for. */
  const wanted = useRef<string | null>(null)

  const ended = targets.filter(target => isEndedAddress(target, sessions))
  const to = targets.filter(target => !ended.includes(target))
  const isTemplate = writing.isTemplate && looksLikeTemplate(text)
  const hasUnknown = isTemplate && findPlaceholders(text).some(({ isKnown }) => !isKnown)
  const isBlank = text.trim() === ''
  const question: PlanQuestion | null =
    to.length === 0 || hasUnknown
      ? null
      : { to, body: isBlank ? ANY_TEXT : text, isTemplate, confirmed: false, asCommand: false }
  const plan = usePlan(question)
  const obstacle = findObstacle({ connection, targets: to, ended, text, isTemplate, plan, pending: pending !== null })

  function makeRequest(flags: { readonly confirmed: boolean; readonly asCommand: boolean }): SendInput {
    const atOnce = together !== null && plan.deliveries.length > 1 ? { together } : {}
    return { messageId: newMessageId(), to, body: text, isTemplate, ...atOnce, ...flags }
  }

  /** The click on Send: as much friction as the plan asks for. */
  function begin(): void {
    if (stage.kind !== 'write') return
    // An error stands in the footer already; what is merely missing is said once it was asked for.
    if (obstacle !== null) {
      if (obstacle.tone === 'wait' && plan.isStale && !isBlank) wanted.current = JSON.stringify(question)
      return setRemark(obstacle.tone === 'wait' ? { words: obstacle.words } : null)
    }
    setRemark(null)
    const friction = frictionOf(plan.deliveries, readCountdown())
    if (friction.kind === 'sheet') return setStage({ kind: 'sheet' })
    const request = makeRequest({ confirmed: false, asCommand: false })
    if (friction.kind === 'none') return void send(request, plan)
    const ms = friction.seconds * 1_000
    events.onCountdown?.()
    setStage({ kind: 'countdown', until: Date.now() + ms, request })
    timer.current = window.setTimeout(() => void send(request, plan), ms)
  }

  // Sent before the plan was there: it starts with the plan, unless something else was written meanwhile.
  useEffect(() => {
    if (wanted.current === null || plan.isStale) return
    const isSame = wanted.current === JSON.stringify(question)
    wanted.current = null
    if (isSame) begin()
  })

  /** Withdraws what has not left the page yet. */
  function cancel(): void {
    clearTimeout(timer.current)
    if (stage.kind === 'countdown') events.onBack()
    setStage({ kind: 'write' })
  }

  async function send(request: SendInput, seen: Plan): Promise<void> {
    setStage({ kind: 'sending' })
    if (stage.kind === 'write') events.onBack()
    try {
      takeAnswer(await sendOnce(getHub(), request, pause), request, seen)
    } catch (error) {
      if (isLost(error)) pendingSend.keep(request)
      else pendingSend.drop()
      setRemark({ error })
    } finally {
      setStage({ kind: 'write' })
    }
  }

  function takeAnswer(answer: SendAnswer, request: SendInput, seen: Plan): void {
    pendingSend.drop()
    rememberText(request.body)
    rememberGroup(request.to)
    events.onAccepted(request, answer)
    const words = describeDrift(seen, answer, ended)
    setRemark(words === '' ? null : { words })
  }

  return {
    question,
    plan,
    isBlank,
    /** False while the plan is that of the stand-in: nobody gets its text. */
    hasText: !isBlank && (plan.body !== ANY_TEXT || text === ANY_TEXT),
    isTemplate,
    obstacle,
    stage,
    remark,
    pending,
    begin,
    cancel,
    confirm: (flags: { readonly confirmed: boolean; readonly asCommand: boolean }, seen: Plan) =>
      void send(makeRequest(flags), seen),
    repeatPending: () => pending !== null && void send(pending, plan),
    forgetPending: () => {
      pendingSend.drop()
      setRemark(null)
    },
    closeRemark: () => setRemark(null),
  }
}

export type SendingModel = ReturnType<typeof useSending>

/** Who was seen in the preview and is not among the receipts, and who came instead. */
function describeDrift(seen: Plan, { deliveries }: SendAnswer, ended: readonly string[]): string {
  const sent = new Set(deliveries.map(one => one.to.address))
  const planned = new Set(seen.deliveries.map(one => one.to.address))
  const lost = seen.deliveries.filter(one => !sent.has(one.to.address)).map(one => one.to.name)
  const gone = [...ended.map(address => knownNames.get(address) ?? address), ...lost]
  const joined =
    planned.size === 0 ? [] : deliveries.filter(one => !planned.has(one.to.address)).map(one => one.to.name)
  return [
    gone.length > 0 && `Not sent to ${gone.join(', ')}: no longer there.`,
    joined.length > 0 && `Also sent to ${joined.join(', ')}: matched since the preview.`,
  ]
    .filter(part => part !== false)
    .join(' ')
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => {
    window.setTimeout(resolve, ms)
  })
}
