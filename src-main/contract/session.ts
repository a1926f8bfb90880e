import { z } from 'zod'
import { Address, BackendKind } from './address.ts'
import { SubmitStrategy } from './delivery.ts'
import { Timestamp } from './ids.ts'

/**
 * What a session is doing. `unknown` until there is proof; `gone` once its terminal has closed.
 * The names are those of the terminal Program Status Protocol (OSC 7501), plus `unknown` and `gone`.
 */
export const SessionState = z.enum(['blocked', 'error', 'done', 'working', 'idle', 'unknown', 'gone'])
export type SessionState = z.infer<typeof SessionState>

/** Why the hub believes a state: who said so, the words seen, and when. */
export const StateEvidence = z.object({
  /** `screen`, `process`, `hook`, `terminal`, `registry` (the program's own records): where the proof came from. */
  source: z.enum(['screen', 'process', 'hook', 'terminal', 'registry', 'none']),
  /** The line, pattern or fact that decided, for a person to read. */
  text: z.string(),
  at: Timestamp,
})
export type StateEvidence = z.infer<typeof StateEvidence>

/** How Return is pressed in a session when a send does not say: the way, and who chose it. */
export const SubmitWay = z.object({ way: SubmitStrategy, from: z.enum(['session', 'profile', 'usual']) })
export type SubmitWay = z.infer<typeof SubmitWay>

/** One terminal session the hub can see. */
export const Session = z.object({
  address: Address,
  /** What people call it: the agent's name, else the tmux session (made unique by window and pane), else the address. */
  name: z.string(),
  /** The title its program set. For display only: any program may set any title. */
  title: z.string(),
  /** Id of the profile that recognised the program in front (`claude`, `shell`, ...), or `unknown`. */
  kind: z.string(),
  /** Name of the agent that runs here, when one is known. */
  agent: z.string().nullable(),
  state: SessionState,
  /** More about the state: `permission`, `question`, `draft`, `suspended`, ... or empty. */
  detail: z.string(),
  evidence: StateEvidence,
  /** Working directory of the program in front, absolute. */
  cwd: z.string(),
  /** Device path, such as `/dev/pts/4`. */
  tty: z.string(),
  /** Process id of the program in front (leader of the foreground process group). */
  pid: z.int(),
  backend: BackendKind,
  location: z.object({ window: z.string(), tab: z.string(), pane: z.string() }),
  /** Columns and rows. */
  size: z.object({ columns: z.int(), rows: z.int() }),
  /** Git branch of `cwd`, when it is inside a work tree. */
  branch: z.string().nullable(),
  /** Command line of the program in front, for a person to read. */
  command: z.string(),
  submit: SubmitWay,
  /** Where its conversation went on, in the background; its terminal shows a list there, or any session opened from it. */
  movedTo: Address.optional(),
  /** When the hub first saw it. */
  since: Timestamp,
})
export type Session = z.infer<typeof Session>

/** Who sets a title: the terminal, or our named trigger of BetterTouchTool, which titles the iTerm2 session in front. */
export const TitleWay = z.enum(['terminal', 'btt'])
export type TitleWay = z.infer<typeof TitleWay>

/** What a session of Claude Code says of itself, in its own registry and records. What is not known is null. */
export const ClaudeFacts = z.object({
  sessionId: z.string(),
  version: z.string(),
  /** `idle`, `busy` or `waiting`, and for what, in Claude's words. */
  status: z.enum(['idle', 'busy', 'waiting']).nullable(),
  waitingFor: z.string().nullable(),
  permissionMode: z.string().nullable(),
  /** Its own file, absolute; null until its first prompt. */
  transcript: z.string().nullable(),
  /** It takes messages by its inbox. */
  hasInbox: z.boolean(),
})
export type ClaudeFacts = z.infer<typeof ClaudeFacts>

/** What a session's screen shows now. Text only: no control character survives. */
export const Screen = z.object({
  address: Address,
  lines: z.array(z.string()),
  cursor: z.object({ column: z.int(), row: z.int() }),
  /** True while a full-screen program has the alternate screen. */
  alternate: z.boolean(),
  /** True while the terminal itself has a mode open (tmux copy mode). */
  inMode: z.boolean(),
  at: Timestamp,
})
export type Screen = z.infer<typeof Screen>
