import type { Inputs } from '#client/calls.ts'
import { HubError } from '#contract/errors.ts'
import type { CommandOptions } from '../command-spec.ts'
import { parseSeconds } from '../duration.ts'
import { findText, given } from '../options.ts'

export type When = Inputs['schedules']['save']['when']
type EventName = Extract<When, { kind: 'event' }>['on']

const WAYS = ['cron', 'every', 'at', 'on'] as const

/**
 * When a schedule fires, as the flags say it; nothing when none of them was given. The zone of a schedule that is
 * changed stays, unless another one is named.
 */
export function findWhen(options: CommandOptions, known?: When): When | undefined {
  const asked = WAYS.filter(name => findText(options, name) !== undefined)
  const [way, second] = asked
  const named = findText(options, 'zone')
  const before = known !== undefined && 'zone' in known ? known : undefined
  if (way === undefined) return named === undefined || before === undefined ? undefined : { ...before, zone: named }
  if (second !== undefined) throw new HubError('bad_request', `--${way} and --${second} say two different times`)
  const text = findText(options, way) ?? ''
  const zone = named ?? before?.zone ?? localZone()
  switch (way) {
    case 'cron':
      return { kind: 'cron', cron: text, zone }
    case 'at':
      return { kind: 'once', at: text, zone }
    case 'every':
      return { kind: 'every', minutes: wholeMinutes(text) }
    case 'on':
      return {
        kind: 'event',
        on: text as EventName,
        ...given('tag', findText(options, 'tag')?.replace(/^#/, '').toLowerCase()),
        ...given('filter', findText(options, 'filter')),
      }
  }
}

export function getWhen(options: CommandOptions): When {
  const when = findWhen(options)
  if (when !== undefined) return when
  throw new HubError('bad_request', 'A schedule needs a time: --cron, --every, --at or --on', {
    hint: 'For example --cron "0 21 * * *" --zone Europe/Berlin, or --every 30m.',
  })
}

/** A moment as a person writes it, in this machine's zone where it has no offset, as UTC. */
export function readMoment(text: string, flag: string): string {
  const at = Date.parse(text)
  if (!Number.isNaN(at)) return new Date(at).toISOString()
  throw new HubError('bad_request', `${flag} takes a moment, not ${JSON.stringify(text)}`, {
    hint: 'For example 2026-12-01T21:00.',
  })
}

function localZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

function wholeMinutes(text: string): number {
  const minutes = parseSeconds(text, '--every') / 60
  if (Number.isInteger(minutes)) return minutes
  throw new HubError('bad_request', `--every takes whole minutes, not ${JSON.stringify(text)}`)
}
