import { HubError } from '#contract/errors.ts'

export function assertTargets(to: readonly string[]): string[] {
  if (to.length > 0) return [...to]
  throw new HubError('bad_request', 'Whom? Name at least one target', {
    hint: 'A session, @group or filter behind the name: comms schedule add nightly @api ...',
  })
}

export function readText(afterDashes: readonly string[] | undefined, before: string | undefined): string {
  const text = afterDashes?.join(' ') ?? before
  if (text !== undefined) return text
  throw new HubError('bad_request', 'What shall it say? The text comes behind --', {
    hint: 'comms schedule add nightly @api --cron "0 21 * * *" -- "Sum up today."',
  })
}
