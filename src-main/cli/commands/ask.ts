import { HubError } from '#contract/errors.ts'
import type { Inputs, Outputs } from '#client/calls.ts'
import type { FoundHub } from '#client/find-hub.ts'
import { askOn } from '../ask-on.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { parseSeconds } from '../duration.ts'
import { findText } from '../options.ts'
import { printSafe, printSafeLines } from '../print-safe.ts'
import { readBody } from '../send/read-body.ts'
import { chooseMessageId } from '../send/read-request.ts'
import { reasonWords } from '../words.ts'

type Asked = Outputs['asks']['ask']

/** How long it waits unless told, in seconds. */
const USUAL_WAIT = 300

export async function run(context: CommandContext, call: CommandCall): Promise<void> {
  if (call.afterDashes !== undefined && call.words.length > 1) {
    const { askSeveral } = await import('../ask-several.ts')
    return askSeveral(context, call, readSeconds(call))
  }
  const question = await readQuestion(context, call)
  const seconds = readSeconds(call)
  const hub = await context.connect()
  const asked = seconds === 0 ? await ask(hub, question, 0) : await askAndWait(context, hub, question, seconds)
  if (asked.answer === null && seconds > 0) throw noAnswer(asked, seconds)
  if (context.json) return context.output.json(asked)
  if (asked.answer !== null) return context.output.print(printSafeLines(asked.answer.body))
  await context.output.print(`asked ${printSafe(asked.delivery.to.name)}: ${asked.messageId}`)
}

async function readQuestion(context: CommandContext, call: CommandCall) {
  const [to, ...words] = call.words
  const text = call.afterDashes ?? words
  if (to === undefined || text.length === 0) {
    throw new HubError('bad_request', 'A target and a question are needed', { hint: 'comms ask <target> "question"' })
  }
  return { messageId: chooseMessageId(context, call), to, body: await readBody(text.join(' '), context.stdin) }
}

function readSeconds({ options }: CommandCall): number {
  const timeout = findText(options, 'timeout')
  if (options['wait'] !== false) return timeout === undefined ? USUAL_WAIT : parseSeconds(timeout, '--timeout')
  if (timeout === undefined) return 0
  throw new HubError('bad_request', '--timeout says how long to wait, and --no-wait not to')
}

type Question = Omit<Inputs['asks']['ask'], 'waitSeconds'>

function ask({ client }: FoundHub, question: Question, waitSeconds: number): Promise<Asked> {
  return client.asks.ask({ ...question, waitSeconds })
}

/** Asks once and then asks on for the answer. */
async function askAndWait(
  { clock }: CommandContext,
  hub: FoundHub,
  question: Question,
  seconds: number,
): Promise<Asked> {
  return askOn(await ask(hub, question, 0), {
    clock,
    seconds,
    ask: waitSeconds => hub.client.asks.answer({ messageId: question.messageId, waitSeconds }),
    isOver: asked => asked.answer !== null || isOver(asked),
  })
}

function isOver({ delivery: { state } }: Asked): boolean {
  return state === 'skipped' || state === 'failed' || state === 'cancelled' || state === 'expired'
}

function noAnswer({ messageId, delivery }: Asked, seconds: number): HubError {
  const where = reasonWords(delivery.reason) || delivery.state
  const within = isOver({ messageId, delivery, answer: null }) ? '' : ` within ${seconds} s`
  return new HubError('not_reached', `No answer from ${delivery.to.name}${within} (${where})`, {
    hint: `An answer that still comes goes to your inbox: comms receipts ${messageId}`,
    data: { deliveries: [delivery] },
  })
}
