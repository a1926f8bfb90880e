import type { DeliveryReason, SubmitStrategy } from '#contract/delivery.ts'
import type { Profile } from '#contract/profile.ts'
import type { SubmitWay } from '#contract/session.ts'
import type { Identity, ProcessFacts, ScreenReading, TerminalInfo, ToldStatus, TtyMode } from '#domain/ports.ts'

/** Everything the gate looks at, read together just before a byte is typed. */
export interface GateFacts {
  readonly terminal: TerminalInfo
  /** Leader of the foreground process group; undefined when the machine cannot tell. */
  readonly process: ProcessFacts | undefined
  readonly profile: Profile | undefined
  readonly tty: TtyMode | undefined
  readonly reading: ScreenReading
  /** What Claude Code says of itself, when it is the program in front. */
  readonly told?: ToldStatus | undefined
  /** How Return is pressed here when the send does not say. */
  readonly submit: SubmitWay
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What the sender wants and has confirmed. */
export interface GateRequest {
  readonly text: string
  /** Who the message was accepted for; null while a send is only being planned. */
  readonly identity: Identity | null
  /** Still alive: the process the message was accepted for (it may be suspended behind a shell). */
  readonly expectedIsAlive: boolean
  readonly confirmed: boolean
  readonly asCommand: boolean
  /** How the send wants Return pressed; null when it does not say. */
  readonly submit: SubmitStrategy | null
}

/** The gate's answer: `hold` releases itself when the facts change, `skip` and `fail` end the delivery. */
export type GateAnswer =
  | { readonly kind: 'open'; readonly evidence: string }
  | { readonly kind: 'hold' | 'skip' | 'fail'; readonly reason: DeliveryReason; readonly evidence: string }

/** One check: what it objects to, or nothing. */
export type Check = (facts: GateFacts, request: GateRequest) => GateAnswer | undefined

export function commandOf(process: ProcessFacts): string {
  const first = process.argv[0] ?? ''
  return first.slice(first.lastIndexOf('/') + 1) || `process ${process.pid}`
}

export function hold(reason: DeliveryReason, evidence: string): GateAnswer {
  return { kind: 'hold', reason, evidence }
}

export function skip(reason: DeliveryReason, evidence: string): GateAnswer {
  return { kind: 'skip', reason, evidence }
}

export function fail(reason: DeliveryReason, evidence: string): GateAnswer {
  return { kind: 'fail', reason, evidence }
}
