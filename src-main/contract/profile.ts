import { z } from 'zod'
import { SubmitStrategy } from './delivery.ts'
import { SessionState } from './session.ts'

/** A regular expression in JavaScript's `u` flavour, checked when the file is read. */
const Pattern = z.string().min(1).refine(isPattern, 'not a valid regular expression')

/** Where on the screen a rule looks. `bottom` is the last `lines` lines that hold any text. */
const Where = z.enum(['anywhere', 'bottom', 'title'])

/** One rule for reading a state off the screen; the first that matches wins. */
export const ScreenRule = z.strictObject({
  state: SessionState,
  /** Short word for why: `permission`, `question`, `sign-in`, `spinner`. */
  detail: z.string().default(''),
  pattern: Pattern,
  where: Where.default('bottom'),
  lines: z.int().positive().default(12),
})
export type ScreenRule = z.infer<typeof ScreenRule>

/** How to find the line where the program takes its input. */
export const ComposerRule = z.strictObject({
  /**
   * Matches the start of the composer's first line up to where the person's text begins, e.g. `^❯(?:[ \\u00a0]|$)`. A
   * group named `mode` is a mark that stands for a character the person typed, such as a leading `!`.
   */
  prompt: Pattern,
  /** A line matching this stands directly above the composer's first line; a prompt without it is not the composer. */
  start: Pattern.optional(),
  /** The program keeps the terminal's cursor in its composer, so a prompt elsewhere is somebody's text. */
  holdsCursor: z.boolean().optional(),
  /** A line matching this ends the composer (a rule, the bottom of a box). Without it, the composer is bounded by a blank line or the cursor's line. */
  end: Pattern.optional(),
  /** Removed from the start and end of each line before reading: the sides of a box. */
  frame: Pattern.optional(),
  /** Text that stands in an empty composer and is not the person's. Faint text is always treated so. */
  placeholder: Pattern.optional(),
  /** What a long paste collapses to; its presence means the text cannot be compared. */
  collapsed: Pattern.optional(),
})
export type ComposerRule = z.infer<typeof ComposerRule>

/** What the hub knows of one kind of program: how to recognise it, how to read it, how to write to it. */
export const Profile = z.strictObject({
  /** Becomes the session's `kind`. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  name: z.string(),
  /** Only an `agent` is typed into; the rest explain why a session is left alone. `interpreter` runs what it is given, like a shell. */
  class: z.enum(['agent', 'shell', 'interpreter', 'editor', 'pager']),
  /** Facts this file rests on: where they come from and which version was seen. */
  source: z.string().default(''),
  recognise: z.strictObject({
    /** Base name of the program in front, or of the script its interpreter runs. */
    commands: z.array(z.string()).default([]),
    /** Matched against the whole command line (arguments joined by one space). */
    commandLine: z.array(Pattern).default([]),
  }),
  composer: ComposerRule.optional(),
  states: z.array(ScreenRule).default([]),
  /** State when the composer is visible, empty, and no rule matched. */
  idleWhenComposerEmpty: z.boolean().default(true),
  typing: z
    .strictObject({
      /** True when the program is known to switch bracketed paste on and keep it on. */
      bracketedPaste: z.boolean().default(false),
      /** Least time between the last typed byte and Return, in milliseconds. */
      settleMs: z.int().nonnegative().max(5_000).default(150),
      /** Key that submits. */
      submitKey: z.enum(['Enter', 'C-m', 'C-j']).default('Enter'),
      /** How that key is pressed where its terminal has more than one way; `btt` and `keystroke` need a window of iTerm2. */
      submit: SubmitStrategy.default('auto'),
      /** Longest time to wait for the echo before the delivery is called uncertain, in milliseconds. */
      echoTimeoutMs: z.int().positive().max(60_000).default(4_000),
    })
    .prefault({}),
  /** Command that brings a finished session back; `{session}` is its id. Shown, never run by itself. */
  resume: z.string().optional(),
})
export type Profile = z.infer<typeof Profile>

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u')
    return true
  } catch {
    return false
  }
}
