import type { Profile } from '#contract/profile.ts'
import type { SubmitWay } from '#contract/session.ts'
import type { GateFacts } from '#domain/gate-facts.ts'
import type {
  Clock,
  Identity,
  Machine,
  ProcessFacts,
  ScreenSnapshot,
  TerminalInfo,
  TerminalLook,
  ToldStatus,
} from '#domain/ports.ts'
import { readScreen } from '#terminals/screen/read-screen.ts'
import { recognise } from '#terminals/profiles/recognise.ts'

/** What a survey rests on. */
export interface Surveyor {
  readonly machine: Machine
  readonly clock: Clock
  profiles(): readonly Profile[]
  /** How Return is pressed in a terminal with this program in front, when a send does not say. */
  submitWayOf(terminal: TerminalInfo, profile: Profile | undefined): SubmitWay
  /** What Claude Code says of itself when this process is one; read at the call. */
  toldBy?(process: ProcessFacts): ToldStatus | undefined
}

/** Everything the gate wants to know, from one look at a terminal and one at the machine. */
export async function survey(surveyor: Surveyor, look: TerminalLook, prompt: string | null = null): Promise<GateFacts> {
  const { terminal, screen } = look
  const process = await processAt(surveyor.machine, terminal)
  const profile = process && profileOf(surveyor.profiles(), terminal, process)
  return {
    terminal,
    process,
    profile,
    tty: surveyor.machine.ttyMode(terminal.tty),
    told: process && surveyor.toldBy?.(process),
    submit: surveyor.submitWayOf(terminal, profile),
    reading: readScreen(readingProfile(profile, prompt ?? promptAtCursor(screen)), screen, terminal.title),
    now: surveyor.clock.now(),
  }
}

/** What Claude Code lists in the background is Claude Code, whatever its process calls itself (`claude bg-spare`). */
function profileOf(
  profiles: readonly Profile[],
  { backend }: TerminalInfo,
  process: ProcessFacts,
): Profile | undefined {
  return backend === 'claude' ? profiles.findLast(({ id }) => id === 'claude') : recognise(profiles, process)
}

/** Without a tty nothing comes in front of a session's first process. */
function processAt(machine: Machine, { rootPid, tty }: TerminalInfo): Promise<ProcessFacts | undefined> {
  return tty === '' ? machine.process(rootPid) : machine.foreground(rootPid, tty)
}

/** The tuple that must be equal later; undefined while no program is known to be in front. */
export function identityOf(
  terminal: TerminalInfo,
  process: ProcessFacts | undefined,
  kind: string,
): Identity | undefined {
  if (process === undefined) return undefined
  return {
    address: terminal.address,
    serverPid: terminal.server.pid,
    serverStartedAt: terminal.server.startedAt,
    tty: terminal.tty,
    rootPid: terminal.rootPid,
    pid: process.pid,
    pidStartedAt: process.startedAt,
    kind,
  }
}

/** The text left of the cursor: the prompt of a program that no profile describes. */
export function promptAtCursor(screen: ScreenSnapshot): string {
  return (screen.lines[screen.cursor.row] ?? '').slice(0, screen.cursor.column)
}

/**
 * How to read a program without a composer rule: its composer starts behind the prompt that stood left of the cursor
 * when we first looked.
 */
function readingProfile(profile: Profile | undefined, prompt: string): Profile {
  if (profile?.composer !== undefined) return profile
  const composer = { prompt: `^${escapePattern(prompt.trimEnd())}\\s?`, holdsCursor: true }
  if (profile !== undefined) return { ...profile, composer }
  return { ...UNKNOWN_PROGRAM, composer }
}

const UNKNOWN_PROGRAM: Profile = {
  id: 'unknown',
  name: 'a program without a profile',
  class: 'agent',
  source: '',
  recognise: { commands: [], commandLine: [] },
  states: [],
  idleWhenComposerEmpty: false,
  typing: { bracketedPaste: false, settleMs: 150, submitKey: 'Enter', submit: 'auto', echoTimeoutMs: 4_000 },
}

/** Pauses and key of a program without a profile. */
export const DEFAULT_TYPING = UNKNOWN_PROGRAM.typing

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/gu, match => (match === '-' ? '\\x2d' : `\\${match}`))
}
