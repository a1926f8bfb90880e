import type { CommandCall } from './command-spec.ts'
import type { CommandContext } from './context.ts'
import { assertGathered, waitForOperation } from './operation-wait.ts'
import { printOperation } from './print-operation.ts'
import { readBody } from './send/read-body.ts'
import { chooseMessageId } from './send/read-request.ts'

/** How long a question that nobody waits for stays open, in seconds. */
const UNWATCHED = 3_600

/** One question to several is an operation: it ends with all answers, with the first one, or with its time. */
export async function askSeveral(context: CommandContext, call: CommandCall, seconds: number): Promise<void> {
  const text = (call.afterDashes ?? []).join(' ')
  const instruction = await readBody(text, context.stdin)
  const hub = await context.connect()
  const started = await hub.client.operations.begin({
    id: chooseMessageId(context, call),
    name: instruction.split('\n', 1)[0]?.slice(0, 60) || 'question',
    roles: [{ role: 'asked', to: [...call.words], instruction }],
    timeoutSeconds: seconds === 0 ? UNWATCHED : seconds,
    ...(call.options['wait'] === 'any' && { quorum: 1 }),
  })
  const operation = seconds === 0 ? started : await waitForOperation(context, hub, started, seconds)
  await printOperation(context, operation)
  if (seconds > 0) assertGathered(operation)
}
