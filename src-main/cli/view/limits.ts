import type { Outputs } from '#client/calls.ts'
import { printSafe } from '../print-safe.ts'
import { relativeTime } from './time.ts'

type UsageLimit = Outputs['limits']['continue']

/** `api: You've hit your 5-hour limit · resets 3pm (UTC): continue is said to it in 2 h`. */
export function limitLine({ session, words, resetsAt, continuesAt }: UsageLimit, now: number): string {
  return printSafe(`${session.name}: ${words}: ${whatComes(resetsAt, continuesAt, now)}`)
}

function whatComes(resetsAt: string | null, continuesAt: string | null, now: number): string {
  if (continuesAt !== null) return `continue is said to it ${relativeTime(continuesAt, now)}`
  if (resetsAt === null) return 'it does not say when'
  return Date.parse(resetsAt) > now ? `resets ${relativeTime(resetsAt, now)}` : 'it has reset'
}
