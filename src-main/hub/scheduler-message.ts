import { HubError } from '#contract/errors.ts'
import { SendRequest, type SendOptions } from '#contract/message.ts'
import type { ScheduleWhat } from '#contract/schedule.ts'
import { acceptMessage } from './accept.ts'
import type { Caller } from './caller.ts'
import type { Hub } from './hub.ts'
import type { Executor, RunOutcome, StartedRun } from './scheduler-executors.ts'

type MessageWhat = Extract<ScheduleWhat, { kind: 'message' }>

/** Says the schedule's text to whoever its targets mean now. */
export const sendMessage: Executor<MessageWhat> = {
  check: (hub, { body, confirmed }) => checkText(hub, body, confirmed),
  run(hub, started) {
    const { kind: _kind, messageKind, ...options } = started.what
    return speak(hub, started, { ...options, kind: messageKind })
  },
}

/** Refuses a text that could not be sent when it fires. */
export function checkText(hub: Hub, text: string, confirmed: boolean): void {
  const size = Buffer.byteLength(text)
  const limit = hub.settings.current.bodyLimitBytes
  if (size > limit) throw badText(`The text has ${size} bytes; the limit is ${limit}`)
  if (text.trim() === '') throw badText('The text is empty')
  if (!text.startsWith('!') || confirmed) return
  throw badText('A text that starts with "!" runs as a shell command in some agents', '!')
}

function badText(message: string, value = ''): HubError {
  const hint = value === '!' ? 'Repeat with --yes if that is what you mean.' : ''
  return new HubError('bad_schedule', message, { hint, data: { field: 'body', value } })
}

/** Who a schedule speaks as: the owner who made or approved it, in a line of its own beside the owner's other words. */
export function speakerOf({ name }: { readonly name: string }): Caller {
  return { power: 'owner', sender: { kind: 'owner', name: `schedule:${name}`, address: null }, door: 'schedule' }
}

/** Sends the run's message. Fails with `not_found` when there is nobody to send it to. */
export async function speak(
  hub: Hub,
  { schedule, run }: StartedRun,
  options: Partial<SendOptions> & Pick<SendOptions, 'to' | 'body'>,
): Promise<RunOutcome> {
  if (run.messageId === null) throw new TypeError(`run ${run.id} has no message id`)
  const request = SendRequest.parse({ ...options, messageId: run.messageId })
  const { deliveries } = await acceptMessage(hub, request, speakerOf(schedule))
  const [first] = deliveries
  return {
    kind: 'started',
    detail: `sent to ${deliveries.length === 1 ? first?.to.name : `${deliveries.length} targets`}`,
  }
}
