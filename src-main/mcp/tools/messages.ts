import { z } from 'zod'
import type { Delivery, HubClient, Outputs } from '#client/calls.ts'
import { cursor } from '../fields.ts'
import { cut, firstThatFit, LONGEST_ANSWER, pageOf, pageOfText } from '../pages.ts'
import { tool } from '../tool.ts'

/** A call stays open for this long at most, in seconds: Claude Code moves longer ones into the background. */
const LONGEST_WAIT = 100
const USUAL_WAIT = 60

const id = z.string().min(4).max(36)
const text = z.string().min(1)

export const send = tool({
  name: 'comms_send',
  description: 'Send a message. A task wakes its recipient; a note waits until it is read.',
  input: z.strictObject({
    to: z
      .union([z.string(), z.array(z.string()).min(1).max(1_000)])
      .describe('session names, addresses, @group, a filter, or owner for the person'),
    text,
    kind: z.enum(['task', 'note']).default('task'),
    reply_to: id.optional().describe('id of the message this answers'),
    together: z.boolean().optional().describe('hold it until every target is ready; nobody gets it otherwise'),
    together_wait_seconds: z.int().min(1).max(86_400).optional().describe('with together; 600 unless told'),
  }),
  readOnly: false,
  asksFor: 'to',
  async run(
    { calls, newId },
    { to, text: body, kind, reply_to: replyTo, together, together_wait_seconds: waitSeconds },
  ) {
    const { messageId, deliveries } = await calls.messages.send({
      messageId: newId(),
      to: typeof to === 'string' ? [to] : to,
      body,
      kind,
      ...(replyTo !== undefined && { replyTo }),
      ...(together === true && { together: waitSeconds === undefined ? {} : { waitSeconds } }),
    })
    return [`Accepted as ${messageId}. Accepted is not delivered yet:`, ...deliveries.map(receiptLine)].join('\n')
  },
})

export const inbox = tool({
  name: 'comms_inbox',
  description: 'Read your unread messages; their senders are told. With an id, one message whole.',
  input: z.strictObject({ id: id.optional(), all: z.boolean().optional().describe('read ones too'), cursor }),
  readOnly: false,
  async run({ calls }, input) {
    if (input.id !== undefined) {
      const message = await calls.inbox.read({ messageId: input.id })
      return `${headOf(message)}\n${pageOfText(message.body, input.cursor)}`
    }
    const { messages } = await calls.inbox.list({ all: input.all === true ? 'true' : 'false', limit: 20 })
    const unread = messages.filter(({ readAt }) => readAt === null)
    // Read at the very moment they are shown: what stays behind a cut or an error is still unread.
    const shown = firstThatFit(messages, ({ body }) => body.length)
    for (const message of shown) if (unread.includes(message)) await calls.inbox.read({ messageId: message.id })
    const left = messages.length - shown.length
    const rest = left > 0 ? ['[more: call again for the rest]'] : []
    return (
      [...shown.map(message => `${headOf(message)}\n${wordsOf(message)}`), ...rest].join('\n\n') || 'Nothing unread.'
    )
  },
})

export const ask = tool({
  name: 'comms_ask',
  description: 'Ask one session and wait for its answer. To go on waiting, call again with the ask id alone.',
  input: z.strictObject({
    to: z.string().optional().describe('one session'),
    text: text.optional(),
    ask: z.uuid().optional().describe('id of an earlier ask'),
    wait_seconds: z.int().min(0).max(LONGEST_WAIT).default(USUAL_WAIT),
  }),
  readOnly: false,
  asksFor: 'to',
  async run({ calls, newId }, { to, text: body, ask: earlier, wait_seconds: waitSeconds }) {
    if (earlier !== undefined) return answerOf(await waitFor(calls, earlier, waitSeconds))
    if (to === undefined || body === undefined)
      return 'Nothing was asked: "to" and "text" are needed, or the id of an earlier ask.'
    const { messageId } = await calls.asks.ask({ messageId: newId(), to, body, waitSeconds: 0 })
    return answerOf(await waitFor(calls, messageId, waitSeconds))
  },
})

export const done = tool({
  name: 'comms_done',
  description: 'Answer a task you were given.',
  input: z.strictObject({ id: id.describe('id of the task'), result: z.string().optional() }),
  readOnly: false,
  async run({ calls }, { id: messageId, result }) {
    await calls.asks.done({ messageId, ...(result !== undefined && { result }) })
    return 'Answered.'
  },
})

export const receipts = tool({
  name: 'comms_receipts',
  description: 'How far a message of yours got, with the evidence.',
  input: z.strictObject({ id: z.uuid(), cursor }),
  readOnly: true,
  async run({ calls }, input) {
    const { deliveries } = await calls.messages.receipts({ messageId: input.id })
    const lines = deliveries.flatMap(delivery => [
      receiptLine(delivery),
      ...delivery.steps.map(({ state, at, evidence }) => `  ${at} ${state}: ${evidence}`),
    ])
    return pageOf(lines, input.cursor)
  },
})

export const cancel = tool({
  name: 'comms_cancel',
  description: 'Withdraw a message of yours, as far as it was not typed yet.',
  input: z.strictObject({ id: z.uuid() }),
  readOnly: false,
  async run({ calls }, input) {
    const { deliveries } = await calls.messages.cancel({ messageId: input.id })
    return deliveries.map(receiptLine).join('\n')
  },
})

export const ack = tool({
  name: 'comms_ack',
  description: 'Acknowledge a message without answering it.',
  input: z.strictObject({ id }),
  readOnly: false,
  async run({ calls }, input) {
    await calls.inbox.ack({ messageId: input.id })
    return 'Acknowledged.'
  },
})

type Asked = Outputs['asks']['ask']
type Received = Outputs['inbox']['read']

/** One call of the hub stays open for this long, in seconds: shorter than the silence after which a link gives up. */
const ONE_CALL = 20

async function waitFor(calls: HubClient, messageId: string, seconds: number): Promise<Asked> {
  let left = seconds
  for (;;) {
    const asked = await calls.asks.answer({ messageId, waitSeconds: Math.min(left, ONE_CALL) })
    left -= ONE_CALL
    const isOver = ['skipped', 'failed', 'cancelled', 'expired'].includes(asked.delivery.state)
    if (asked.answer !== null || isOver || left <= 0) return asked
  }
}

function answerOf({ messageId, delivery, answer }: Asked): string {
  if (answer !== null) return `${answer.from} answers:\n${wordsOf(answer)}`
  return `No answer yet (ask id ${messageId}).\n${receiptLine(delivery)}`
}

function receiptLine({ to, state, lane, reason }: Delivery): string {
  return `${to.name}: ${state}${reason === null ? '' : ` (${reason})`} by ${lane}`
}

function wordsOf({ id: messageId, body }: Received): string {
  return body.length <= LONGEST_ANSWER ? body : `${cut(body)}\n[whole: comms_inbox with id ${messageId}]`
}

function headOf({ id: messageId, from, kind, at, replyTo }: Received): string {
  return `${kind} from ${from} at ${at} id ${messageId}${replyTo === null ? '' : ` answering ${replyTo}`}:`
}
