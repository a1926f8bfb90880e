import { readlinkSync } from 'node:fs'

/** The time zone that the machine is set to, in the form that `Intl` uses; undefined where it does not tell. */
export function systemZone(link = '/etc/localtime'): string | undefined {
  try {
    const [, name] = readlinkSync(link).split('zoneinfo/')
    return name === undefined ? undefined : canonicalZone(name)
  } catch {
    return undefined
  }
}

/** One zone has several names: `Etc/UTC` is `UTC`. */
function canonicalZone(timeZone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
}
