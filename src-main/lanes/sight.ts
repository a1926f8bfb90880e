import type { Composer, Identity, ScreenSnapshot } from '#domain/ports.ts'
import { checkPressGate } from '#domain/gate.ts'
import type { GateFacts } from '#domain/gate-facts.ts'
import type { Intent, Sight } from '#domain/observe.ts'
import { composerHolds, countAbove } from '#terminals/screen/compare.ts'
import { digest } from '#platform/digest.ts'
import { promptAtCursor } from './survey.ts'

/** What the screen showed when the decision to write was made. */
export function makeIntent(facts: GateFacts, screen: ScreenSnapshot, text: string): Intent {
  const { terminal, reading } = facts
  return {
    at: facts.now,
    activity: terminal.activity,
    activityAt: terminal.activityAt,
    activityGrain: terminal.activityGrainMs,
    shownBefore: countAbove(reading.above, text),
    aboveDigest: digest(reading.above.join('\n')),
    prompt: facts.profile?.composer === undefined ? promptAtCursor(screen) : null,
  }
}

/** What is seen of our text now. */
export function makeSight(facts: GateFacts, text: string, identity: Identity, placeholder: string | null): Sight {
  const { reading, terminal } = facts
  return {
    composer: compareComposer(reading.composer, text),
    isCommand: text.startsWith('/') && !text.includes('\n'),
    shown: countShown(reading.above, text, placeholder),
    aboveDigest: digest(reading.above.join('\n')),
    isBusy: reading.state === 'working',
    pressGate: checkPressGate(facts, identity),
    activity: terminal.activity,
    unread: facts.tty?.unread ?? 0,
    line: lineOf(reading.composer, text),
  }
}

function compareComposer(composer: Composer, text: string): Sight['composer'] {
  if (composer.kind !== 'text') return composer.kind
  return composerHolds(composer, text) ? 'ours' : 'other'
}

/** A collapsed paste shows in the transcript under the same placeholder that stood in the composer. */
function countShown(above: readonly string[], text: string, placeholder: string | null): number {
  return countAbove(above, text) + (placeholder === null ? 0 : countAbove(above, placeholder))
}

/** The words for the receipt: what stands in the composer, else the start of our text. */
function lineOf(composer: Composer, text: string): string {
  const seen = composer.kind === 'text' || composer.kind === 'collapsed' ? composer.text : text
  const line = seen.replaceAll('\n', ' ⏎ ')
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}
