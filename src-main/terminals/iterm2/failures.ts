import { HubError } from '#contract/errors.ts'
import { InvokeStatus } from './schema/variables.ts'

/** Data of a failure before which nothing can have reached a program. */
export const NOTHING_SENT = { written: false, pressed: false } as const

/** Whoever was typing knows for certain that nothing of it arrived. */
export function notFound(id: string): HubError {
  return new HubError('not_found', 'The session is not open in iTerm2 any more.', {
    data: { what: 'session', name: `iterm2:${id}`, ...NOTHING_SENT },
  })
}

/** A status that iTerm2 gave in place of doing it, by its name in the schema. */
export function refusedBy(what: string, statuses: Readonly<Record<string, number>>, status: number): HubError {
  const name = Object.entries(statuses).find(([, value]) => value === status)?.[0] ?? `status ${status}`
  return new HubError('terminal', `iTerm2 does not give ${what}: ${name.toLowerCase().replaceAll('_', ' ')}.`, {
    data: { status: name, ...NOTHING_SENT },
  })
}

/** A function of iTerm2 that did not do it, with its own reason. */
export function failedCall(status: number, reason: string): HubError {
  const name = Object.entries(InvokeStatus).find(([, value]) => value === status)?.[0] ?? `status ${status}`
  const words = reason === '' ? name.toLowerCase().replaceAll('_', ' ') : reason
  return new HubError('terminal', `iTerm2 did not do it: ${words}`, { data: { status: name } })
}
