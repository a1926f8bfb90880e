import type { ScheduleWhat } from '#contract/schedule.ts'

/** Everybody a what speaks to. */
export function targetsOf(what: ScheduleWhat): readonly string[] {
  if (what.kind !== 'operation') return what.to
  const { to, roles = [], coordinator } = what
  return [...to, ...roles.flatMap(role => role.to), ...(coordinator === undefined ? [] : [coordinator])]
}
