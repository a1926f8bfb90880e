import type { ComposerRule, Profile, ScreenRule } from '#contract/profile.ts'

/** A profile's patterns, ready to match. */
export interface ScreenPatterns {
  readonly rules: readonly CompiledRule[]
  readonly composer: ComposerPatterns | undefined
}

export interface CompiledRule {
  readonly rule: ScreenRule
  /** `^` and `$` stand for the ends of a line; a pattern may reach over several lines with `\n`. */
  readonly pattern: RegExp
}

export interface ComposerPatterns {
  readonly prompt: RegExp
  readonly start: RegExp | undefined
  readonly end: RegExp | undefined
  /** The sides of a box, at the start and at the end of a line. */
  readonly frame: { readonly left: RegExp; readonly right: RegExp } | undefined
  readonly placeholder: RegExp | undefined
  readonly collapsed: RegExp | undefined
  readonly holdsCursor: boolean
}

/** Screens are read many times a second by the same few profiles. */
const compiled = new WeakMap<Profile, ScreenPatterns>()

/** The patterns of a profile, compiled once. */
export function patternsOf(profile: Profile): ScreenPatterns {
  const known = compiled.get(profile)
  if (known !== undefined) return known
  const patterns = {
    rules: profile.states.map(rule => ({ rule, pattern: new RegExp(rule.pattern, 'mu') })),
    composer: profile.composer && compileComposer(profile.composer),
  }
  compiled.set(profile, patterns)
  return patterns
}

function compileComposer(rule: ComposerRule): ComposerPatterns {
  return {
    prompt: new RegExp(rule.prompt, 'u'),
    start: optional(rule.start),
    end: optional(rule.end),
    frame: rule.frame === undefined ? undefined : compileFrame(rule.frame),
    placeholder: optional(rule.placeholder),
    collapsed: optional(rule.collapsed),
    holdsCursor: rule.holdsCursor ?? false,
  }
}

function compileFrame(frame: string) {
  return { left: new RegExp(`^(?:${frame})`, 'u'), right: new RegExp(`(?:${frame})$`, 'u') }
}

function optional(pattern: string | undefined): RegExp | undefined {
  return pattern === undefined ? undefined : new RegExp(pattern, 'u')
}
