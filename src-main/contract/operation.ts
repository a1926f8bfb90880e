import { z } from 'zod'
import { Address } from './address.ts'
import { DeliveryState } from './delivery.ts'
import { MessageId, Timestamp } from './ids.ts'
import { Sender, Target } from './message.ts'

/**
 * `running` until enough have answered (`gathered`), until nobody is left who could or the time is over (`incomplete`),
 * or until somebody calls it off. Answers that come after the end are kept too.
 */
export const OperationState = z.enum(['running', 'gathered', 'incomplete', 'cancelled'])
export type OperationState = z.infer<typeof OperationState>

/**
 * `waiting`: the task was given, nothing was heard. `working`: told how far it is. `late`: the time was over first.
 * `failed`: the task did not arrive, so no answer can come.
 */
export const PartState = z.enum(['waiting', 'working', 'answered', 'late', 'failed', 'cancelled'])
export type PartState = z.infer<typeof PartState>

/** A name for what somebody does in an operation. */
export const RoleName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'lower-case letters, digits and hyphens')
/** The role that is told the answers when the operation ends. */
export const COORDINATOR = 'coordinator'
/** The role of those who have none of a name of their own. */
export const WORKER = 'worker'
/** What a coordinator is told where nothing else is said. */
export const COORDINATOR_BRIEF = 'You coordinate this operation. You are told every answer when it ends.'

/** One session's part in an operation. */
export const OperationPart = z.object({
  address: Address,
  name: z.string(),
  role: RoleName,
  /** The message that gave the task; its receipts tell how far that got. */
  messageId: MessageId,
  state: PartState,
  delivery: DeliveryState,
  /** How far it says it is, 0 to 100, and its last words about it. */
  percent: z.int().min(0).max(100).nullable(),
  note: z.string().nullable(),
  answer: z.string().nullable(),
  answeredAt: Timestamp.nullable(),
  /** The answer came after the end. */
  isLate: z.boolean(),
  /** How often it was asked again. */
  followUps: z.int(),
})
export type OperationPart = z.infer<typeof OperationPart>

/** Coordinated work of several sessions: instruct, report, gather. */
export const Operation = z.object({
  id: MessageId,
  name: z.string(),
  by: Sender,
  state: OperationState,
  startedAt: Timestamp,
  /** When it ends, answered or not. */
  deadline: Timestamp,
  endedAt: Timestamp.nullable(),
  /** How many answers are enough. */
  quorum: z.int(),
  /** In the order they were given their tasks. */
  parts: z.array(OperationPart),
})
export type Operation = z.infer<typeof Operation>

export const OperationRole = z.strictObject({
  role: RoleName,
  to: z.array(Target).min(1).max(1_000),
  /** A template: `{{name}}`, `{{dir}}`, `{{branch}}`, `{{group}}`, `{{index}}`. How to answer is added to it. */
  instruction: z.string().min(1),
})
export type OperationRole = z.infer<typeof OperationRole>

export const StartOperation = z.strictObject({
  /** Made by the caller; starting it again with the same content starts nothing. */
  id: MessageId,
  name: z.string().min(1).max(80),
  roles: z.array(OperationRole).min(1).max(20),
  /** How many answers are enough; all of them when left out. The coordinator's own does not count. */
  quorum: z.int().min(1).max(1_000).optional(),
  timeoutSeconds: z.number().min(1).max(2_592_000).default(3_600),
  /** As for a message: yes to what needs confirming. */
  confirmed: z.boolean().default(false),
})
export type StartOperation = z.infer<typeof StartOperation>

/** What is added to an instruction, so that somebody who knows only `comms` can answer. One line, whatever stands before it. */
export function howToAnswer(operation: string, shortId: string): string {
  return `[operation "${operation}": when done, run: comms done ${shortId} "<result>" · on the way: comms progress ${shortId} <percent>]`
}
