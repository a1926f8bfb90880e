import type { Profile } from '#contract/profile.ts'
import type { Composer, ScreenReading, ScreenSnapshot } from '#domain/ports.ts'
import { readComposer } from './composer.ts'
import { findComposerBlock } from './composer-block.ts'
import { patternsOf } from './patterns.ts'
import { findRule, type RuleMatch } from './state-rules.ts'

const ABSENT: Composer = { kind: 'absent' }

/**
 * Reads a screen by a profile: what the program is doing, what stands in its composer, and what stands above it.
 * What cannot be proved is `unknown`. A dialog, and any other view that takes the keys (a rule whose state is
 * `unknown`), makes the composer absent even where something like one is drawn.
 */
export function readScreen(profile: Profile, screen: ScreenSnapshot, title: string): ScreenReading {
  const { rules, composer: patterns } = patternsOf(profile)
  const block = patterns && findComposerBlock(patterns, screen)
  const match = findRule(rules, screen, title, block)
  const takesKeys = match?.rule.state === 'blocked' || match?.rule.state === 'unknown'
  const composer = patterns && block && !takesKeys ? readComposer(block, patterns, screen) : ABSENT
  return { ...(match ? stateOf(match) : stateWithoutRule(profile, composer)), composer, above: rowsAbove() }

  /** Over a dialog all rows are the transcript's; on a screen that says nothing, no row is proof of anything. */
  function rowsAbove(): readonly string[] {
    if (block !== undefined) return screen.lines.slice(0, block.aboveEnd)
    return match?.rule.state === 'blocked' ? screen.lines : []
  }
}

type State = Pick<ScreenReading, 'state' | 'detail' | 'evidence'>

function stateOf({ rule, evidence }: RuleMatch): State {
  return { state: rule.state, detail: rule.detail, evidence }
}

function stateWithoutRule(profile: Profile, composer: Composer): State {
  switch (composer.kind) {
    case 'absent':
      return unknown(
        profile.composer === undefined ? `screens of ${profile.name} are not read` : 'no composer on the screen',
      )
    case 'empty':
      return profile.idleWhenComposerEmpty
        ? { state: 'idle', detail: '', evidence: 'the composer is empty' }
        : unknown('the composer is empty, which proves nothing for this program')
    case 'text':
    case 'collapsed':
      return { state: 'idle', detail: 'draft', evidence: `the composer holds "${shorten(composer.text)}"` }
  }
}

function unknown(evidence: string): State {
  return { state: 'unknown', detail: '', evidence }
}

function shorten(text: string): string {
  const line = text.replaceAll('\n', ' ⏎ ')
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}
