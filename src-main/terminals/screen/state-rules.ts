import type { ScreenRule } from '#contract/profile.ts'
import type { ScreenSnapshot } from '#domain/ports.ts'
import type { ComposerBlock } from './composer-block.ts'
import type { CompiledRule } from './patterns.ts'

/** A rule that matched, and the words on the screen that made it. */
export interface RuleMatch {
  readonly rule: ScreenRule
  readonly evidence: string
}

const EVIDENCE_LENGTH = 200

/**
 * The rule that tells the state. Dialogs beat everything, whatever their place in the file; then the first that matches.
 *
 * Under a proved composer the dialogs of the transcript are only somebody's words: there, only what stands below the
 * composer can be a dialog.
 */
export function findRule(
  rules: readonly CompiledRule[],
  screen: ScreenSnapshot,
  title: string,
  block: ComposerBlock | undefined,
): RuleMatch | undefined {
  const below = block?.isProved === true ? screen.lines.slice(block.last + 1) : screen.lines
  const isDialog = ({ rule }: CompiledRule) => rule.state === 'blocked'
  return (
    firstMatch(rules.filter(isDialog), below, screen, title) ??
    firstMatch(
      rules.filter(rule => !isDialog(rule)),
      screen.lines,
      screen,
      title,
    )
  )
}

function firstMatch(
  rules: readonly CompiledRule[],
  lines: readonly string[],
  screen: ScreenSnapshot,
  title: string,
): RuleMatch | undefined {
  const filled = lines.filter(line => line.trim() !== '')
  for (const { rule, pattern } of rules) {
    const seen = pattern.exec(textFor(rule, filled, screen, title))
    if (seen !== null) return { rule, evidence: evidenceOf(seen) }
  }
  return undefined
}

function textFor(rule: ScreenRule, filled: readonly string[], screen: ScreenSnapshot, title: string): string {
  switch (rule.where) {
    case 'title':
      return title
    case 'anywhere':
      return screen.lines.join('\n')
    case 'bottom':
      return filled.slice(-rule.lines).join('\n')
  }
}

/** The whole line in which the match begins. */
function evidenceOf(seen: RegExpExecArray): string {
  const start = seen.input.lastIndexOf('\n', seen.index - 1) + 1
  const end = seen.input.indexOf('\n', Math.max(seen.index, start) + 1)
  const line = seen.input.slice(start, end === -1 ? undefined : end).trim()
  return line.length > EVIDENCE_LENGTH ? `${line.slice(0, EVIDENCE_LENGTH - 1)}…` : line
}
