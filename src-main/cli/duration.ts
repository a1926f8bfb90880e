import { HubError } from '#contract/errors.ts'

const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const

/** Seconds meant by `90`, `90s`, `30m`, `2h` or `3d`; `flag` names the option in the error. */
export function parseSeconds(text: string, flag: string): number {
  const [, amount, unit = 's'] = /^(\d{1,9}(?:\.\d{1,3})?)\s*(s|m|h|d)?$/.exec(text.trim()) ?? []
  const seconds = Number(amount) * SECONDS[unit as keyof typeof SECONDS]
  if (seconds > 0) return seconds
  throw new HubError('bad_request', `${flag} takes a length of time above nothing, not ${JSON.stringify(text)}`, {
    hint: 'seconds, or a number with s, m, h or d: 90, 30m, 2h',
  })
}
