import type { Address, BackendKind } from '#contract/address.ts'
import type { SubmitStrategy } from '#contract/delivery.ts'
import type { SessionState } from '#contract/session.ts'

/** The only source of time. Milliseconds since 1970 UTC; sleeping never blocks the process's exit. */
export interface Clock {
  now(): number
  /** Monotonic milliseconds, for measuring spans; does not jump when the wall clock is set. */
  monotonic(): number
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Calls back once after `ms` (at most 30 s; longer waits are ticks against `now`). Dispose to cancel. */
  after(ms: number, callback: () => void): Disposable
}

/** What a terminal shows of a session beside its title (iTerm2 3.7: the status of its tab). Any program may have set it. */
export interface ShownStatus {
  /** A word such as `Working`, `Waiting` or `Idle`. */
  readonly text: string
  readonly detail: string
}

/**
 * What a terminal says of one of its sessions. Together with the process in front this is the identity that is
 * compared before a byte is typed; a title never is.
 */
export interface TerminalInfo {
  readonly address: Address
  readonly backend: BackendKind
  /** The terminal program that owns it: process id and when it started, only ever compared, so that a reused `%0` differs. */
  readonly server: { readonly pid: number; readonly startedAt: number }
  readonly tty: string
  /** First process of the session (the shell, usually). */
  readonly rootPid: number
  readonly title: string
  /** Names for people. `window` is the tmux session or iTerm2 window, `tab` the tmux window or tab, `pane` the pane. */
  readonly location: { readonly window: string; readonly tab: string; readonly pane: string }
  /** Name to offer for the session when no agent gives one: unique within the terminal. */
  readonly suggestedName: string
  readonly cwd: string
  readonly size: { readonly columns: number; readonly rows: number }
  /** The terminal has a mode of its own open (tmux copy mode, choose tree): keys would go there. */
  readonly inMode: boolean
  readonly dead: boolean
  readonly inputOff: boolean
  /** Why nothing can be typed here for now, and what to do, in words for a person; left out where it can. */
  readonly seeOnly?: string
  /** Left out where nothing is shown, and where the terminal has no such thing. */
  readonly shown?: ShownStatus
  /** It has no screen either: a look shows nothing, and that proves nothing. */
  readonly screenless?: true
  /** It is in no window that could come to the front (iTerm2's buried sessions). */
  readonly windowless?: true
  /** What is typed here is typed elsewhere too (tmux synchronize-panes, iTerm2 broadcast). */
  readonly synchronised: boolean
  /** Bracketed paste is switched on by the program: proved on, proved off, or null where the terminal cannot tell. */
  readonly bracketedPaste: boolean | null
  /** Changes whenever the program writes to the screen; equality within one server's life means nothing was written. */
  readonly activity: string
  /** Wall clock (ms) of the last output, as coarse as the terminal keeps it; `activityGrainMs` says how coarse. */
  readonly activityAt: number
  readonly activityGrainMs: number
  /** Milliseconds since 1970 of the last key a person pressed while looking at this session, or 0. */
  readonly humanKeyAt: number
}

/** What a screen shows: every string has the same length rules as the terminal's rows, trailing blanks removed. */
export interface ScreenSnapshot {
  /** Visible rows, top to bottom, control characters removed. */
  readonly lines: readonly string[]
  /** The same rows with faint (dim) text replaced by blanks: placeholders and hints vanish. */
  readonly bright: readonly string[]
  /** Row is counted from the top of `lines`, column in cells; row -1 where the terminal does not tell. */
  readonly cursor: { readonly column: number; readonly row: number }
  readonly alternate: boolean
}

/** One look at a session: facts and screen read together. */
export interface TerminalLook {
  readonly terminal: TerminalInfo
  readonly screen: ScreenSnapshot
}

/** What changed in a terminal. Listeners get facts, never commands. */
export type TerminalChange =
  | { readonly kind: 'appeared' | 'changed'; readonly terminal: TerminalInfo }
  | { readonly kind: 'output'; readonly address: Address }
  | { readonly kind: 'ended'; readonly address: Address }
  | { readonly kind: 'offline'; readonly server: string; readonly addresses: readonly Address[] }

/** How a text is put on a session's input, and the look it rests on. */
export interface TypeHow {
  readonly paste: boolean
  /** The caller knows of the program that it takes bracketed pastes; counts only where the terminal cannot tell. */
  readonly bracketed?: boolean | undefined
  readonly activity?: string | undefined
}

/** What runs in a new session; the person's own shell without a command. */
export interface NewSession {
  /** A command line, its words quoted as for a shell. */
  readonly command?: string
  /** Absolute path. */
  readonly folder?: string
}

/** What a terminal can do with its windows. A window is what iTerm2 calls so, and a session of tmux; a tab is a window of tmux. */
export interface TerminalWindows {
  /** Opens a tab beside a session, or without one a window, and leaves the person where they are. Resolves when it is listed. */
  open(session: NewSession, beside?: Address): Promise<Address>
  /** Opens a window of its own, in the same terminal as another session where there are several. */
  openWindow(session: NewSession, near?: Address): Promise<Address>
  split(address: Address, where: 'right' | 'below', session: NewSession): Promise<Address>
  /** Ends a session with its program, without asking. */
  close(address: Address): Promise<void>
  setTitleOf(what: 'tab' | 'window', address: Address, title: string): Promise<void>
  /** Keeps a text with a session for as long as it lives, under a name of letters and digits; empty takes it away. */
  setTag(address: Address, name: string, value: string): Promise<void>
  /** The text kept under a name, or undefined. Any program in the session could have written it. */
  findTag(address: Address, name: string): Promise<string | undefined>
}

/**
 * Hands on one kind of terminal. Every method names its session by address; an address that is not there any more
 * fails with `HubError('not_found')`, a terminal that does not answer with `HubError('terminal')`.
 */
export interface TerminalBackend {
  readonly kind: BackendKind
  /** Left out by a terminal without windows of its own. */
  readonly windows?: TerminalWindows
  /** Connects, and keeps connected: a server that dies or comes back is followed. Resolves after the first listing. */
  start(): Promise<void>
  /** Every session known now, from memory. */
  list(): readonly TerminalInfo[]
  onChange(listener: (change: TerminalChange) => void): Disposable
  /** Fresh facts and screen, read together; never older than the call. */
  look(address: Address): Promise<TerminalLook>
  /**
   * Puts text on the session's input and leaves it there. With `paste` it goes as one paste, bracketed when the program
   * switched that on; a terminal that cannot tell believes `bracketed`. The text must be sanitised: a control character
   * other than `\n` is refused, and `\n` without `paste` is refused. A refusal that is certain to have written nothing
   * carries `written: false` in its data; after any other failure some of it may have arrived.
   *
   * With the `activity` of a look it rests on that look: a terminal that can check and act in one step writes nothing
   * once something was drawn since, and says so with `moved: true` in the data of its refusal.
   */
  type(address: Address, text: string, how: TypeHow): Promise<void>
  /** Presses one named key, as a call of its own; with `activity` as above. */
  press(address: Address, key: 'Enter' | 'C-m' | 'C-j', activity?: string): Promise<void>
  /** Resolves when everything typed before has been handed to the program's tty. */
  barrier(address: Address): Promise<void>
  setTitle(address: Address, title: string): Promise<void>
  /**
   * Keeps the hub's word for what the session is doing where a person can have it shown; empty takes it away. Left out
   * by a terminal that has no place of its own for it.
   */
  readonly showState?: (address: Address, words: string) => Promise<void>
  /** Brings the session to the front for the person. */
  focus(address: Address): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** A process, as the machine tells it. */
export interface ProcessFacts {
  readonly pid: number
  readonly parentPid: number
  readonly groupId: number
  /** Milliseconds since 1970, or the finest the machine keeps; only ever compared for equality. */
  readonly startedAt: number
  /** Arguments including the program; empty when the machine will not tell. */
  readonly argv: readonly string[]
  readonly cwd: string
}

/** Input settings of a tty. `canonical` without `echo` is a password prompt. */
export interface TtyMode {
  readonly canonical: boolean
  readonly echo: boolean
  /** Bytes that wait unread in its input queue. */
  readonly unread: number
}

/** What the machine knows about processes and ttys. */
export interface Machine {
  /** Leader of the foreground process group on the tty whose session leader is `rootPid`. */
  foreground(rootPid: number, tty: string): Promise<ProcessFacts | undefined>
  /** The same for many ttys at once, by tty. One pass over the process table. */
  foregrounds(
    roots: readonly { readonly rootPid: number; readonly tty: string }[],
  ): Promise<ReadonlyMap<string, ProcessFacts>>
  process(pid: number): Promise<ProcessFacts | undefined>
  ttyMode(tty: string): TtyMode | undefined
}

/** What a program says it is doing. What is not known is null. */
export interface ToldStatus {
  readonly status: 'idle' | 'busy' | 'waiting' | null
  /** What it waits for, in Claude's words: `permission prompt`, `input needed`, `dialog open`, ... */
  readonly waitingFor: string | null
  /** When it said so, milliseconds since 1970. */
  readonly statusAt: number
  /** In a terminal: its conversation goes on in the background under this id, and the process shows what is there now. */
  readonly movedToJob: string | null
}

/** A live Claude Code session as its own registry tells it. What is not known is null. */
export interface RegisteredSession extends ToldStatus {
  readonly pid: number
  /** When that process started, as `ProcessFacts` has it. */
  readonly pidStartedAt: number
  /** Changes with `/clear` and with a fork; the process and its inbox stay. */
  readonly sessionId: string
  /** `~/.claude`, or what CLAUDE_CONFIG_DIR says for that session. */
  readonly configFolder: string
  readonly cwd: string
  readonly version: string
  /** The name a person gave it, by which other sessions call it. */
  readonly name: string | null
  /** Runs without a terminal of its own. */
  readonly isBackground: boolean
  /** Its id in the background, the same for each process that goes on with it; null elsewhere. */
  readonly job: string | null
  /** Path of the socket that takes messages, word for word; null where there is none. */
  readonly inbox: string | null
  /** tmux pane it says it runs in, such as `%3`; which server is not told. */
  readonly tmuxPane: string | null
  /** Milliseconds since 1970. */
  readonly startedAt: number
}

/** What a hook, or anybody else inside the session, reports of it. The process is what stays the same. */
export interface ClaudeReport {
  readonly pid: number
  readonly sessionId: string
  readonly transcript?: string
  /** `default`, `plan`, `acceptEdits`, `auto`, `dontAsk`, `bypassPermissions` */
  readonly permissionMode?: string
}

/** What a transcript tells of the permission mode. */
export interface ModeMention {
  readonly mode: string
  /** Bytes from the start of the transcript. */
  readonly at: number
}

/** A Claude Code session with all that is known of it. */
export interface ClaudeSession extends RegisteredSession {
  /** Where it runs: its terminal session, or an address of its own in the background. Null when the hub sees neither. */
  readonly address: Address | null
  /** Stays the same through `/clear`, resume, fork and the move to the background: its first session id. */
  readonly conversation: string
  /** The transcript of `sessionId`; null until its first prompt. */
  readonly transcript: string | null
  readonly permissionMode: string | null
}

/** Claude Code sessions, joined with the terminals they run in. Answers from memory. */
export interface ClaudeSessions {
  list(): readonly ClaudeSession[]
  /** The one in this terminal session. */
  at(address: Address): ClaudeSession | undefined
  /** By its session id, or one its conversation had before. */
  withId(sessionId: string): ClaudeSession | undefined
  withPid(pid: number): ClaudeSession | undefined
  /** The conversation a session id belongs to; one that was never seen is a conversation of its own. */
  conversationOf(sessionId: string): string
  note(report: ClaudeReport): void
  onChange(listener: () => void): Disposable
}

/** The line where a program takes input, as read off its screen. */
export type Composer =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  /** A long paste shown as a placeholder: present, but its text cannot be compared. */
  | { readonly kind: 'collapsed'; readonly text: string }
  /** Not on the screen: a dialog, a full-screen view, or a program without one. */
  | { readonly kind: 'absent' }

/** A screen, read by a profile. Pure data. */
export interface ScreenReading {
  readonly state: SessionState
  readonly detail: string
  /** The line or rule that decided. */
  readonly evidence: string
  readonly composer: Composer
  /** Rows above the composer, where a submitted message shows up. */
  readonly above: readonly string[]
}

/** What must be equal just before typing for it to be the same program in the same place. */
export interface Identity {
  readonly address: Address
  readonly serverPid: number
  readonly serverStartedAt: number
  readonly tty: string
  readonly rootPid: number
  readonly pid: number
  readonly pidStartedAt: number
  readonly kind: string
  /** Session of Claude Code that was there, when it was one. */
  readonly sessionId?: string
}

/** Presses Return in its own way; chosen per profile, session and send. */
export interface SubmitMethod {
  readonly name: SubmitStrategy
  /**
   * Resolves with what a person should know about this press, if anything. A failure that is certain to have pressed
   * nothing carries `pressed: false` in its data. `activity` is that of the look the press rests on.
   */
  press(address: Address, activity?: string): Promise<string | void>
}
