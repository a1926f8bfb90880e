import type { Profile } from '#contract/profile.ts'
import type { Session, SessionState } from '#contract/session.ts'
import type { GateFacts } from '#domain/gate-facts.ts'
import type { ProcessFacts, ScreenReading, ShownStatus, ToldStatus, TtyMode } from '#domain/ports.ts'

/** What the hub says of a session that cannot be seen on its screen alone. */
export interface SeenState {
  readonly state: SessionState
  readonly detail: string
  readonly source: Session['evidence']['source']
  readonly evidence: string
}

/** The state of a session from all that is known, strongest proof first. Without proof it is `unknown`. */
export function judgeState({ terminal, profile, process, tty, reading, told }: GateFacts): SeenState {
  if (terminal.dead) return { state: 'gone', detail: 'dead', source: 'terminal', evidence: 'its program has ended' }
  if (tty !== undefined && isPassword(tty)) {
    return { state: 'blocked', detail: 'password', source: 'process', evidence: 'the tty reads a line without echo' }
  }
  if (profile === undefined || process === undefined) {
    return { state: 'unknown', detail: '', source: 'none', evidence: unrecognised(process) }
  }
  if (profile.class === 'editor' || profile.class === 'pager') {
    return {
      state: 'unknown',
      detail: profile.class,
      source: 'process',
      evidence: `${process.argv[0] ?? profile.name} is in front`,
    }
  }
  if (profile.class === 'shell') return judgeShell(profile, process, tty, terminal.rootPid)
  const said = told && fromProgram(told, reading)
  if (said !== undefined) return said
  if (reading.state !== 'unknown') return fromScreen(reading.state, reading.detail, reading.evidence)
  const shown = terminal.shown && fromTerminal(terminal.shown)
  if (shown !== undefined) return shown
  return {
    state: 'unknown',
    detail: '',
    source: 'screen',
    evidence: reading.evidence || `no rule of ${profile.name} matches`,
  }
}

function isPassword(tty: TtyMode): boolean {
  return tty.canonical && !tty.echo
}

/** A shell that reads keys itself is at its prompt; one that left the tty to line input is running something. */
function judgeShell(profile: Profile, process: ProcessFacts, tty: TtyMode | undefined, rootPid: number): SeenState {
  const who = `${process.argv[0] ?? profile.name} (process ${process.pid})`
  if (tty === undefined) return { state: 'unknown', detail: 'shell', source: 'process', evidence: `${who} is in front` }
  if (!tty.canonical || process.pid === rootPid) {
    return { state: 'idle', detail: 'shell', source: 'process', evidence: `${who} is in front and reads the keys` }
  }
  return { state: 'unknown', detail: 'shell', source: 'process', evidence: `${who} is in front` }
}

/** Claude's words for what it waits for, in ours. */
const WAITS: Readonly<Record<string, string>> = {
  'permission prompt': 'permission',
  'sandbox request': 'permission',
  'worker request': 'permission',
  'input needed': 'question',
}

/**
 * What a program says of itself where it knows more than its screen: a dialog under an overlay, work without a spinner,
 * and that it is idle behind a view that hides the composer. A screen that shows more than that is left to speak.
 */
function fromProgram({ status, waitingFor }: ToldStatus, reading: ScreenReading): SeenState | undefined {
  if (reading.state === 'blocked' || status === null) return undefined
  if (status === 'waiting') {
    const what = waitingFor ?? 'a dialog'
    return { state: 'blocked', detail: WAITS[what] ?? 'dialog', source: 'registry', evidence: `it waits: ${what}` }
  }
  if (status === 'busy' && reading.state !== 'working') {
    return { state: 'working', detail: '', source: 'registry', evidence: 'it says that it is busy' }
  }
  if (status === 'idle' && reading.state === 'unknown') {
    return { state: 'idle', detail: reading.detail, source: 'registry', evidence: 'it says that it is idle' }
  }
  return undefined
}

/** The words that are usual for what a terminal shows of a session, in ours. */
const SHOWN: Readonly<Record<string, SessionState>> = { working: 'working', waiting: 'blocked', idle: 'idle' }

/** The weakest proof: it stands for as long as nobody takes it away, so anything that is seen outweighs it. */
function fromTerminal({ text, detail }: ShownStatus): SeenState | undefined {
  const state = SHOWN[text.toLowerCase()]
  if (state === undefined) return undefined
  return {
    state,
    detail: '',
    source: 'terminal',
    evidence: `its terminal shows: ${[text, detail].filter(Boolean).join(', ')}`,
  }
}

function fromScreen(state: SessionState, detail: string, evidence: string): SeenState {
  return { state, detail, source: 'screen', evidence }
}

function unrecognised(process: ProcessFacts | undefined): string {
  if (process === undefined) return 'the machine does not tell which program is in front'
  return `no profile recognises ${process.argv[0] ?? `process ${process.pid}`}`
}

/** Compares what people would notice; evidence texts (spinners, clocks) change without anything having happened. */
export function isNoticeablyEqual(a: Session, b: Session): boolean {
  return (
    a.state === b.state &&
    a.detail === b.detail &&
    a.kind === b.kind &&
    a.name === b.name &&
    a.title === b.title &&
    a.cwd === b.cwd &&
    a.pid === b.pid &&
    a.branch === b.branch &&
    a.movedTo === b.movedTo &&
    a.size.columns === b.size.columns &&
    a.size.rows === b.size.rows &&
    a.location.window === b.location.window &&
    a.location.tab === b.location.tab &&
    a.submit.way === b.submit.way &&
    a.submit.from === b.submit.from
  )
}
