import type { Inputs } from '#client/calls.ts'
import type { CommandOptions } from '../command-spec.ts'
import { parseSeconds } from '../duration.ts'
import { findChoice, findCount, findText, given, isSet } from '../options.ts'
import { readMoment } from './read-when.ts'

const OVERLAPS = ['skip', 'buffer_one', 'allow'] as const
const CATCH_UPS = ['skip', 'once', 'all'] as const

type Policy = NonNullable<Inputs['schedules']['save']['policy']>

/** What the flags say about overlap, missed runs and the end; the rest is the hub's to say. */
export function readPolicy(options: CommandOptions): Policy {
  const seconds = (name: string, flag: string) => {
    const text = findText(options, name)
    return text === undefined ? undefined : Math.round(parseSeconds(text, flag))
  }
  const until = findText(options, 'until')
  return {
    ...given('overlap', findChoice(options, 'overlap', OVERLAPS)),
    ...given('catchUp', findChoice(options, 'catchUp', CATCH_UPS)),
    ...given('catchUpMost', findCount(options, 'catchUpMost', 100)),
    ...given('catchUpWindowSeconds', seconds('catchUpWindow', '--catch-up-window')),
    ...given('jitterSeconds', seconds('jitter', '--jitter')),
    ...given('pauseOnFailure', isSet(options, 'pauseOnFailure') || undefined),
    ...given('expiresAt', until === undefined ? undefined : readMoment(until, '--until')),
    ...given('maxRuns', findCount(options, 'maxRuns', 1_000_000)),
  }
}
