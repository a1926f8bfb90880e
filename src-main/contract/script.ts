import { z } from 'zod'
import { Timestamp } from './ids.ts'

/** Where a script file lies: the person's own folder, the ones that come with the program, or iTerm2's Scripts folder. */
export const ScriptShelf = z.enum(['own', 'built-in', 'iterm2'])
export type ScriptShelf = z.infer<typeof ScriptShelf>

/** The language, by the ending of the file's name; it decides the program that runs it. */
export const ScriptKind = z.enum(['shell', 'python', 'javascript', 'applescript'])
export type ScriptKind = z.infer<typeof ScriptKind>

/**
 * What a script works on: nothing, exactly one session, `many` (it is started once for each of them), or many
 * `together` (it is started once and gets the whole list).
 */
export const ScriptScope = z.enum(['none', 'one', 'many', 'together'])
export type ScriptScope = z.infer<typeof ScriptScope>

/** What must be there for a script to work. */
export const ScriptNeed = z.enum(['macos', 'iterm2', 'tmux'])
export type ScriptNeed = z.infer<typeof ScriptNeed>

export const ScriptParameterType = z.enum(['text', 'number', 'flag', 'path', 'choice'])
export type ScriptParameterType = z.infer<typeof ScriptParameterType>

/** One value a script asks for. It reaches the script as an argument and as `COMMS_PARAM_<NAME>`, never as code. */
export const ScriptParameter = z.object({
  name: z.string(),
  type: ScriptParameterType,
  /** The values a `choice` may have; empty for other types. */
  choices: z.array(z.string()),
  /** Used when no value is given; null where one must be given. */
  default: z.string().nullable(),
  description: z.string(),
})
export type ScriptParameter = z.infer<typeof ScriptParameter>

/** What the comment at the top of a script says about it. */
export const ScriptHeader = z.object({
  name: z.string(),
  description: z.string(),
  /** Heading it stands under in the library; empty for none. */
  category: z.string(),
  targets: ScriptScope,
  needs: z.array(ScriptNeed),
  parameters: z.array(ScriptParameter),
  /** Longest time one start may take, in seconds; then it is ended. */
  timeoutSeconds: z.number(),
})
export type ScriptHeader = z.infer<typeof ScriptHeader>

/** Why a script cannot be run as it is. The library still lists it. */
export const ScriptProblem = z.object({
  /** `file`: it is not safe to run; `header`: its header cannot be read; `machine`: something it needs is not here. */
  kind: z.enum(['file', 'header', 'machine']),
  message: z.string(),
})
export type ScriptProblem = z.infer<typeof ScriptProblem>

export const ScriptRunState = z.enum(['running', 'done', 'failed', 'stopped', 'lost'])
export type ScriptRunState = z.infer<typeof ScriptRunState>

/** One script of the library. */
export const Script = ScriptHeader.extend({
  /** Shelf and path inside it: `own/deploy/roll.sh`. */
  id: z.string(),
  shelf: ScriptShelf,
  kind: ScriptKind,
  /** Absolute path of its file. */
  file: z.string(),
  /** False for a file without a header: its name and what it needs are then guessed from the file. */
  hasHeader: z.boolean(),
  /** SHA-256 of the file in hexadecimal; null when it was not read. */
  hash: z.string().nullable(),
  problems: z.array(ScriptProblem),
  /** When it was last run and how that ended; null when it never was, as far as history goes back. */
  lastRun: z.object({ at: Timestamp, state: ScriptRunState }).nullable(),
})
export type Script = z.infer<typeof Script>

/** A value for each parameter by its name. What is left out has its default. */
export const ScriptValues = z.record(z.string().max(64), z.string().max(8_000))
export type ScriptValues = z.infer<typeof ScriptValues>

/** The session one start of a script is for. */
export const ScriptTarget = z.object({ address: z.string(), name: z.string() })
export type ScriptTarget = z.infer<typeof ScriptTarget>

/** What a run would do, computed by the code that does it. */
export const ScriptPlan = z.object({
  script: Script,
  /** SHA-256 of the file as it is now. */
  hash: z.string(),
  /** Exactly what is started: program and arguments, the same for every target. */
  argv: z.array(z.string()),
  /** Folder it is started in. */
  cwd: z.string(),
  timeoutSeconds: z.number(),
  /** One for each start, with its whole environment. */
  starts: z.array(z.object({ target: ScriptTarget.nullable(), environment: z.record(z.string(), z.string()) })),
  /** Stands for content, argv, cwd and the names of the environment; what is approved is approved under it. */
  fingerprint: z.string(),
  approval: z.object({
    /** `new`: this script was never approved; `changed`: it was, as something else. */
    state: z.enum(['approved', 'new', 'changed']),
    /** What differs from what was approved last. */
    changed: z.array(z.enum(['content', 'arguments', 'folder', 'environment'])),
    /** The text approved last, when the content differs; null when it is the same or was not text. */
    previousText: z.string().nullable(),
    approvedAt: Timestamp.nullable(),
  }),
})
export type ScriptPlan = z.infer<typeof ScriptPlan>

/** `waiting`, `running`, then one end. `lost`: the hub ended meanwhile, and nobody saw how it went on. */
export const ScriptResultState = z.enum(['waiting', 'running', 'done', 'failed', 'timed_out', 'stopped', 'lost'])
export type ScriptResultState = z.infer<typeof ScriptResultState>

/** One start of a script and how it ended. */
export const ScriptResult = z.object({
  /** Place among the starts of its run, from 0. */
  place: z.int(),
  /** Null for a script that is not started for one session. */
  target: ScriptTarget.nullable(),
  state: ScriptResultState,
  /** Null unless it ended by itself. */
  exitCode: z.int().nullable(),
  /** Signal that ended it, such as `SIGKILL`; else null. */
  signal: z.string().nullable(),
  /** More about the state, for a person to read. */
  detail: z.string(),
  startedAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
  /** Bytes it wrote, and how many of them are kept. */
  bytesWritten: z.int(),
  bytesKept: z.int(),
})
export type ScriptResult = z.infer<typeof ScriptResult>

/** One run of a script: every start of it. */
export const ScriptRun = z.object({
  id: z.uuid(),
  /** Id of the script; the library may not have it any more. */
  script: z.string(),
  name: z.string(),
  hash: z.string(),
  argv: z.array(z.string()),
  cwd: z.string(),
  parameters: ScriptValues,
  /** `owner`, or what started it for them: `schedule:<name>`. */
  startedBy: z.string(),
  state: ScriptRunState,
  at: Timestamp,
  endedAt: Timestamp.nullable(),
  results: z.array(ScriptResult),
})
export type ScriptRun = z.infer<typeof ScriptRun>

/** A piece of what a script wrote. Raw: whoever shows it makes it harmless first. */
export const ScriptOutput = z.object({
  /** Grows by one over the whole run; ask again behind it. */
  number: z.int(),
  /** Place of the start that wrote it. */
  place: z.int(),
  stream: z.enum(['stdout', 'stderr']),
  at: Timestamp,
  text: z.string(),
})
export type ScriptOutput = z.infer<typeof ScriptOutput>

/** News of a run, small enough for the stream of events: what it tells is asked for. */
export const ScriptNews = z.object({
  runId: z.uuid(),
  script: z.string(),
  name: z.string(),
  state: ScriptRunState,
  /** How many starts there are, have ended, and have ended well. */
  starts: z.int(),
  ended: z.int(),
  done: z.int(),
  /** Number of the last piece of output. */
  lastOutput: z.int(),
})
export type ScriptNews = z.infer<typeof ScriptNews>
