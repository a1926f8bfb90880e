import type { DeliveryReason, SubmitStrategy } from '#contract/delivery.ts'
import type { Profile } from '#contract/profile.ts'
import type { SubmitWay } from '#contract/session.ts'
import { whyMoved } from '#domain/background.ts'
import type { Identity, ProcessFacts, ScreenReading, TerminalInfo, ToldStatus, TtyMode } from '#domain/ports.ts'
import { needsWindow } from '#domain/submit-way.ts'

/** Everything the gate looks at, read together just before a byte is typed. */
export interface GateFacts {
  readonly terminal: TerminalInfo
  /** Leader of the foreground process group; undefined when the machine cannot tell. */
  readonly process: ProcessFacts | undefined
  readonly profile: Profile | undefined
  readonly tty: TtyMode | undefined
  readonly reading: ScreenReading
  /** What Claude Code says of itself, when it is the program in front. */
  readonly told?: ToldStatus | undefined
  /** How Return is pressed here when the send does not say. */
  readonly submit: SubmitWay
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What the sender wants and has confirmed. */
export interface GateRequest {
  readonly text: string
  /** Who the message was accepted for; null while a send is only being planned. */
  readonly identity: Identity | null
  /** Still alive: the process the message was accepted for (it may be suspended behind a shell). */
  readonly expectedIsAlive: boolean
  readonly confirmed: boolean
  readonly asCommand: boolean
  /** How the send wants Return pressed; null when it does not say. */
  readonly submit: SubmitStrategy | null
}

/** The gate's answer: `hold` releases itself when the facts change, `skip` and `fail` end the delivery. */
export type GateAnswer =
  | { readonly kind: 'open'; readonly evidence: string }
  | { readonly kind: 'hold' | 'skip' | 'fail'; readonly reason: DeliveryReason; readonly evidence: string }

/** A person must not have pressed a key in the session for this long, in milliseconds. */
export const QUIET_KEYS = 3_000

/** A line that is typed rather than pasted is at most this long, in UTF-16 units. */
const LONGEST_TYPED_LINE = 400

type Check = (facts: GateFacts, request: GateRequest) => GateAnswer | undefined

/** In order: the first that objects decides. Named G1 to G8 in the threat model; G9 and G10 are checked at the queue. */
const CHECKS: readonly Check[] = [
  checkPlace,
  checkProcess,
  checkMoved,
  checkPassword,
  checkProgram,
  checkTerminal,
  checkWindow,
  checkLineInput,
  checkDialog,
  checkState,
  checkComposer,
  checkKeys,
  checkPaste,
]

/** May this text be typed into this session now? All checks must hold; the evidence says which one did not. */
export function checkGate(facts: GateFacts, request: GateRequest): GateAnswer {
  for (const check of CHECKS) {
    const objection = check(facts, request)
    if (objection !== undefined) return objection
  }
  return {
    kind: 'open',
    evidence: `${facts.profile?.name ?? 'program'} is ${facts.reading.state}: ${facts.reading.evidence}`,
  }
}

/** The checks that must still hold before Return is pressed on text that stands in the composer. */
export function checkPressGate(facts: GateFacts, identity: Identity): GateAnswer {
  const request: GateRequest = {
    text: '',
    identity,
    expectedIsAlive: true,
    confirmed: true,
    asCommand: true,
    submit: null,
  }
  for (const check of [checkPlace, checkProcess, checkMoved, checkPassword, checkTerminal, checkDialog, checkKeys]) {
    const objection = check(facts, request)
    if (objection !== undefined) return objection
  }
  return { kind: 'open', evidence: facts.reading.evidence }
}

/** True when the text goes as one paste: it has several lines, or one long one. */
export function isPasted(text: string): boolean {
  return text.includes('\n') || (text.length > LONGEST_TYPED_LINE && !isModeSwitch(text))
}

/** A first character that switches the program's mode: a command, typed raw. */
function isModeSwitch(text: string): boolean {
  return text.startsWith('/') || text.startsWith('!')
}

/** G1: the same place. */
function checkPlace({ terminal }: GateFacts, { identity }: GateRequest): GateAnswer | undefined {
  if (terminal.dead) return skip('pane_dead', 'the pane is dead: its program has ended')
  if (identity === null) return undefined
  const same =
    terminal.server.pid === identity.serverPid &&
    terminal.server.startedAt === identity.serverStartedAt &&
    terminal.tty === identity.tty &&
    terminal.rootPid === identity.rootPid
  return same
    ? undefined
    : fail(
        'identity_changed',
        `${terminal.address} is another terminal now (${terminal.tty}, process ${terminal.rootPid})`,
      )
}

/** G2: the same program is in front. */
function checkProcess(facts: GateFacts, request: GateRequest): GateAnswer | undefined {
  const { process } = facts
  if (process === undefined) return hold('state_unknown', 'the machine does not tell which program is in front')
  const { identity } = request
  if (identity === null) return undefined
  if (process.pid === identity.pid && process.startedAt === identity.pidStartedAt) {
    const wasKnown = identity.kind !== 'unknown'
    // The kernel takes a dying process's arguments first: what it was is no longer to be seen, and soon it is gone.
    if (wasKnown && process.argv.length === 0)
      return hold('state_unknown', `${identity.kind} (process ${process.pid}) is about to end`)
    return undefined
  }
  const inFront = `${commandOf(process)} (process ${process.pid}) is in front`
  if (request.expectedIsAlive) return hold('not_in_front', `${inFront}, not ${identity.kind} (process ${identity.pid})`)
  return fail('agent_exited', `${identity.kind} (process ${identity.pid}) has ended; ${inFront}`)
}

/** G2, second half: a terminal whose conversation went to the background shows a list, or any session opened from it. */
function checkMoved({ told }: GateFacts): GateAnswer | undefined {
  if (told === undefined || told.movedToJob === null) return undefined
  return hold('not_in_front', whyMoved(told.movedToJob))
}

/** G3, first half: a tty that reads lines without echo asks for a password. Nothing opens this. */
function checkPassword({ tty }: GateFacts): GateAnswer | undefined {
  if (tty === undefined || !tty.canonical || tty.echo) return undefined
  return skip('password', 'the terminal reads a line without echo: a password prompt')
}

/** Only agents are typed into; the owner may open shells and interpreters for one send. */
function checkProgram({ profile, process }: GateFacts, request: GateRequest): GateAnswer | undefined {
  const name = process === undefined ? 'a program' : commandOf(process)
  if (profile === undefined) {
    return request.confirmed || request.asCommand
      ? undefined
      : skip('not_an_agent', `${name} has no profile: confirm the send, or teach it in one file`)
  }
  switch (profile.class) {
    case 'agent':
      return undefined
    case 'shell':
      return request.asCommand ? undefined : skip('shell', `${name} is a shell: the text would run as a command`)
    case 'interpreter':
      return request.asCommand ? undefined : skip('shell', `${name} runs what it is given, like a shell`)
    case 'editor':
      return skip('editor', `${name} is an editor: keys are commands there`)
    case 'pager':
      return skip('pager', `${name} is a pager: keys are commands there`)
  }
}

/** G4: the terminal hands keys to this program and to no other. */
function checkTerminal({ terminal }: GateFacts): GateAnswer | undefined {
  if (terminal.seeOnly !== undefined) return hold('see_only', terminal.seeOnly)
  if (terminal.inMode) return hold('copy_mode', 'the terminal is in a mode of its own (scrolled back, or choosing)')
  if (terminal.inputOff) return skip('input_off', 'input to this pane is switched off')
  if (terminal.synchronised) return skip('synchronised', 'what is typed here is typed into other panes too')
  return undefined
}

/** Where no window can come to the front, the text would stay in the composer, unsent. */
function checkWindow({ terminal, submit }: GateFacts, request: GateRequest): GateAnswer | undefined {
  const way = request.submit ?? submit.way
  if (terminal.windowless !== true || !needsWindow(way)) return undefined
  return hold(
    'buried',
    `it is buried, and Return by ${way} needs its window in front: unbury it, or choose another way`,
  )
}

/** G3, second half: a program that takes input key by key has the tty in raw mode. */
function checkLineInput({ tty, profile, process }: GateFacts, { asCommand }: GateRequest): GateAnswer | undefined {
  if (tty === undefined || !tty.canonical) return undefined
  const takesLines = profile?.class === 'shell' || profile?.class === 'interpreter'
  if (asCommand && takesLines) return undefined
  const name = process === undefined ? 'the program' : commandOf(process)
  const evidence = `${name} reads plain lines: it is not an agent at its prompt`
  // An agent does so for a moment while it starts and when `fg` brings it back.
  return profile?.class === 'agent' ? hold('state_unknown', evidence) : skip('line_input', evidence)
}

/** G5, first half: no dialog, neither on the screen nor by the program's own word. */
function checkDialog({ reading, told }: GateFacts): GateAnswer | undefined {
  if (told?.status === 'waiting') return hold('blocked', `it says that it waits: ${told.waitingFor ?? 'a dialog'}`)
  if (reading.state !== 'blocked') return undefined
  return hold('blocked', `${reading.detail || 'a dialog'} is open: ${reading.evidence}`)
}

/** G5, second half: idle, with proof. Where no profile tells what idle looks like, only a person's word opens it. */
function checkState(
  { reading, profile, told }: GateFacts,
  { confirmed, asCommand }: GateRequest,
): GateAnswer | undefined {
  if (told?.status === 'busy') return hold('working', 'it says that it is busy')
  if (reading.state === 'working') return hold('working', `busy: ${reading.evidence}`)
  if (profile?.composer === undefined && (confirmed || asCommand)) return undefined
  if (reading.composer.kind === 'absent' || reading.state === 'unknown') {
    return hold('state_unknown', `no proof that it waits for input: ${reading.evidence}`)
  }
  return undefined
}

/** G6: nobody's unsent text is there. */
function checkComposer({ reading, tty }: GateFacts): GateAnswer | undefined {
  const { composer } = reading
  if (composer.kind === 'text' || composer.kind === 'collapsed') {
    return hold('draft', `unsent text is in the composer: "${composer.text.slice(0, 60)}"`)
  }
  if (tty !== undefined && tty.unread > 0) {
    return hold('unread_input', `${tty.unread} bytes wait unread: the program does not take its input`)
  }
  return undefined
}

/** G7: no person is at the keys. */
function checkKeys({ terminal, now }: GateFacts): GateAnswer | undefined {
  const quiet = now - terminal.humanKeyAt
  if (quiet >= QUIET_KEYS) return undefined
  return hold('human_typing', `a key was pressed ${Math.max(0, Math.round(quiet / 100) / 10)} s ago`)
}

/** G8: several lines only as a bracketed paste, and only where that is proved to be on. */
function checkPaste({ terminal, profile }: GateFacts, { text }: GateRequest): GateAnswer | undefined {
  if (!text.includes('\n')) return undefined
  const proved = terminal.bracketedPaste ?? profile?.typing.bracketedPaste ?? false
  return proved ? undefined : skip('no_bracketed_paste', 'several lines, and bracketed paste is not proved to be on')
}

function commandOf(process: ProcessFacts): string {
  const first = process.argv[0] ?? ''
  return first.slice(first.lastIndexOf('/') + 1) || `process ${process.pid}`
}

function hold(reason: DeliveryReason, evidence: string): GateAnswer {
  return { kind: 'hold', reason, evidence }
}

function skip(reason: DeliveryReason, evidence: string): GateAnswer {
  return { kind: 'skip', reason, evidence }
}

function fail(reason: DeliveryReason, evidence: string): GateAnswer {
  return { kind: 'fail', reason, evidence }
}
