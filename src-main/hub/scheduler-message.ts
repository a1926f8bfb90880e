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
  check(hub, { body, confirmed }) {
    const size = Buffer.byteLength(body)
    const limit = hub.settings.current.bodyLimitBytes
    if (size > limit) {
      throw new HubError('bad_schedule', `The text has ${size} bytes; the limit is ${limit}`, {
        data: { field: 'body', value: '' },
      })
    }
    if (body.trim() === '')
      throw new HubError('bad_schedule', 'The text is empty', { data: { field: 'body', value: '' } })
    if (body.startsWith('!') && !confirmed) {
      throw new HubError('bad_schedule', 'A text that starts with "!" runs as a shell command in some agents', {
        hint: 'Repeat with --yes if that is what you mean.',
        data: { field: 'body', value: '!' },
      })
    }
  },
  run(hub, started) {
    const { kind: _kind, messageKind, ...options } = started.what
    return speak(hub, started, { ...options, kind: messageKind })
  },
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
