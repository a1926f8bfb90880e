import type { LaneName, SubmitStrategy } from '#contract/delivery.ts'
import { HubError } from '#contract/errors.ts'
import type { SendOptions } from '#contract/message.ts'
import type { Settings } from '#contract/settings.ts'
import { isOnlyControl } from '#domain/sanitize.ts'

/** What a hub takes. */
interface Limits {
  settings(): Settings
  readonly submitStrategies: readonly SubmitStrategy[]
}

interface Planned {
  readonly lane: LaneName
  readonly text: string
}

/** Refuses a send that cannot be meant, before anybody is looked up. */
export function checkOptions({ settings, submitStrategies }: Limits, options: SendOptions): void {
  const { body, submit } = options
  checkBody(body, settings().bodyLimitBytes)
  checkTogether(options)
  if (submit === undefined || submitStrategies.includes(submit)) return
  throw new HubError('unsupported', `Submitting by ${submit} is not available on this machine`, {
    hint: `Nothing was sent. Available: ${submitStrategies.join(', ')}.`,
    data: { what: submit },
  })
}

function checkTogether({ together, expiresInSeconds = Infinity }: SendOptions): void {
  if (together === undefined || together.waitSeconds < expiresInSeconds) return
  throw new HubError(
    'bad_request',
    `It would expire after ${expiresInSeconds} s, before its targets were waited for (${together.waitSeconds} s)`,
    { hint: 'Nothing was sent. Let it expire later, or wait for less long.' },
  )
}

function checkBody(body: string, limit: number): void {
  const size = Buffer.byteLength(body)
  if (size > limit) {
    throw new HubError('body_too_large', `The text has ${size} bytes; the limit is ${limit}`, {
      hint: 'Nothing was sent or cut. Put the text into a file and send its path.',
      data: { limit, size },
    })
  }
  if (body.length === 0) throw emptyBody('The text is empty')
  if (isOnlyControl(body)) throw emptyBody('The text holds nothing but blanks and control characters')
}

function emptyBody(message: string): HubError {
  return new HubError('empty_body', message, { hint: 'Nothing was sent. Write something to say.' })
}

/** A leading `!` runs a shell command in some agents, without asking there. So it is asked here. */
export function checkModeSwitch(options: SendOptions, recipients: readonly Planned[]): void {
  if (options.confirmed || !recipients.some(one => one.lane === 'terminal' && one.text.startsWith('!'))) return
  throw new HubError('needs_confirmation', 'A text that starts with "!" runs as a shell command in some agents', {
    hint: 'Nothing was sent. Repeat with --yes if that is what you mean.',
    data: { why: 'leading_bang' },
  })
}
