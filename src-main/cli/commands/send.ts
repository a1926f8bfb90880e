import { HubError } from '#contract/errors.ts'
import type { FoundHub } from '#client/find-hub.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { parseSeconds } from '../duration.ts'
import { WAIT_STATES } from '../message-progress.ts'
import { findChoice, findText, isSet } from '../options.ts'
import { chooseMessageId, readMessage, type SendInput } from '../send/read-request.ts'
import { receiptLines } from '../view/receipts.ts'

/** How long `--wait` waits unless told, in seconds. */
const USUAL_WAIT = 60

export async function run(context: CommandContext, call: CommandCall): Promise<void> {
  const wait = readWait(call)
  const messageId = chooseMessageId(context, call)
  const message = await readMessage(call, context.stdin)
  if (isSet(call.options, 'dryRun')) {
    const { preview } = await import('../send/preview.ts')
    return preview(context, message)
  }
  const hub = await context.connect()
  const request = { messageId, ...message }
  if (wait === undefined) return report(context, await send(hub, request))
  const { sendAndWait } = await import('../send/send-and-wait.ts')
  await sendAndWait(context, { hub, send: () => send(hub, request), ...wait })
}

function readWait({ options }: CommandCall) {
  const wanted = findChoice(options, 'wait', WAIT_STATES)
  const timeout = findText(options, 'timeout')
  if (wanted === undefined) {
    if (timeout === undefined) return undefined
    throw new HubError('bad_request', '--timeout says how long to wait, and nothing is waited for', {
      hint: 'add --wait confirmed, or use --expires to limit the delivery itself',
    })
  }
  return { wanted, seconds: timeout === undefined ? USUAL_WAIT : parseSeconds(timeout, '--timeout') }
}

/** Sends. When the connection breaks nobody can tell whether it was accepted; the id makes asking again safe. */
async function send(hub: FoundHub, request: SendInput) {
  try {
    return await hub.client.messages.send(request)
  } catch (error) {
    if (!(error instanceof HubError) || error.code !== 'hub_not_running') throw error
    throw new HubError('hub_not_running', `${error.message}; whether the message was accepted is not known`, {
      hint: `send it again with --id ${request.messageId}: it is never sent twice`,
      data: { ...error.data, messageId: request.messageId },
      cause: error,
    })
  }
}

async function report(context: CommandContext, sent: Awaited<ReturnType<typeof send>>): Promise<void> {
  if (context.json) return context.output.json(sent)
  await context.output.print([`message ${sent.messageId}`, ...receiptLines(sent.deliveries, context)])
  if (context.isWatched) context.output.note(`  see what becomes of it: comms receipts ${sent.messageId} --follow`)
}
