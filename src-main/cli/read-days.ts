import type { Inputs } from '#client/calls.ts'
import { HubError } from '#contract/errors.ts'

type Weekday = Inputs['quiet']['set']['days'][number]

const WEEK: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Days as a person writes them, `mon-fri`, `sat,sun` or `fri-mon`, in the order of the week. */
export function readDays(text: string): Weekday[] {
  const days = new Set(text.toLowerCase().split(',').flatMap(readSpan))
  return WEEK.filter(day => days.has(day))
}

function readSpan(text: string): readonly Weekday[] {
  const [first = '', last = first, ...rest] = text.trim().split('-')
  const from = WEEK.indexOf(first as Weekday)
  const to = WEEK.indexOf(last as Weekday)
  if (from < 0 || to < 0 || rest.length > 0) {
    throw new HubError('bad_request', `--days does not know ${JSON.stringify(text)}`, {
      hint: 'mon tue wed thu fri sat sun: mon-fri, or sat,sun',
    })
  }
  const count = ((to - from + WEEK.length) % WEEK.length) + 1
  return [...WEEK, ...WEEK].slice(from, from + count)
}
