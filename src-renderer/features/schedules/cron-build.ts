/** What the builder shows for a cron line: one of the shapes people mean most often, or the line itself. */
export type CronPlan =
  | { readonly mode: 'daily'; readonly time: string }
  | { readonly mode: 'weekly'; readonly time: string; readonly days: readonly number[] }
  /** `day` is 1 to 31, or `L` for the last of the month. */
  | { readonly mode: 'monthly'; readonly time: string; readonly day: string }
  | { readonly mode: 'advanced'; readonly cron: string }

/** Monday first. */
export const WEEKDAYS = [
  [1, 'Mon'],
  [2, 'Tue'],
  [3, 'Wed'],
  [4, 'Thu'],
  [5, 'Fri'],
  [6, 'Sat'],
  [0, 'Sun'],
] as const

/** The line that a plan means. */
export function writeCron(plan: CronPlan): string {
  switch (plan.mode) {
    case 'daily':
      return `${clockFields(plan.time)} * * *`
    case 'weekly':
      return `${clockFields(plan.time)} * * ${plan.days.length === 0 ? '*' : writeDays(plan.days)}`
    case 'monthly':
      return `${clockFields(plan.time)} ${plan.day} * *`
    case 'advanced':
      return plan.cron
  }
}

/** The plan a line says; `advanced` when it is none of the simple ones. */
export function readCron(cron: string): CronPlan {
  const [minute = '', hour = '', day = '', month = '', weekday = '', ...rest] = cron.trim().split(/\s+/)
  const time = readTime(hour, minute)
  if (time === undefined || month !== '*' || rest.length > 0) return { mode: 'advanced', cron }
  if (day === '*' && weekday === '*') return { mode: 'daily', time }
  const days = readDays(weekday)
  if (day === '*' && days !== undefined) return { mode: 'weekly', time, days }
  if (weekday === '*' && /^([1-9]|[12]\d|3[01]|L)$/.test(day)) return { mode: 'monthly', time, day }
  return { mode: 'advanced', cron }
}

function clockFields(time: string): string {
  const [hour = '0', minute = '0'] = time.split(':')
  return `${Number(minute)} ${Number(hour)}`
}

function readTime(hour: string, minute: string): string | undefined {
  if (!/^\d{1,2}$/.test(hour) || !/^\d{1,2}$/.test(minute) || Number(hour) > 23 || Number(minute) > 59) return undefined
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
}

/** `1-5` where the days stand side by side, else a list. */
function writeDays(days: readonly number[]): string {
  const sorted = days.toSorted((a, b) => a - b)
  const [first, last] = [sorted[0] ?? 0, sorted.at(-1) ?? 0]
  const isRun = sorted.length > 2 && last - first === sorted.length - 1
  return isRun ? `${first}-${last}` : sorted.join(',')
}

function readDays(field: string): readonly number[] | undefined {
  if (!/^[0-7](-[0-7])?(,[0-7](-[0-7])?)*$/.test(field)) return undefined
  const days = field.split(',').flatMap(part => {
    const [from = 0, to = from] = part.split('-').map(Number)
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => (from + step) % 7)
  })
  return days.length === 0 ? undefined : [...new Set(days)]
}
