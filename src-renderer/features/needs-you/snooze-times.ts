const HOUR = 3_600_000

/** How long to snooze, with the moment at which each ends. */
export const SNOOZE_TIMES: readonly { readonly id: string; readonly title: string; until(now: Date): Date }[] = [
  { id: 'half-hour', title: 'For 30 minutes', until: now => new Date(now.getTime() + HOUR / 2) },
  { id: 'two-hours', title: 'For 2 hours', until: now => new Date(now.getTime() + 2 * HOUR) },
  { id: 'tomorrow', title: 'Until tomorrow, 9:00', until: now => dayAfter(now) },
]

function dayAfter(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9)
}
