import { commandOf, hold, skip, type GateAnswer, type GateFacts, type GateRequest } from './gate-facts.ts'
import { needsWindow } from './submit-way.ts'

/** G3, first half: a tty that reads lines without echo asks for a password. Nothing opens this. */
export function checkPassword({ tty }: GateFacts): GateAnswer | undefined {
  if (tty === undefined || !tty.canonical || tty.echo) return undefined
  return skip('password', 'the terminal reads a line without echo: a password prompt')
}

/** G4: the terminal hands keys to this program and to no other. */
export function checkTerminal({ terminal }: GateFacts): GateAnswer | undefined {
  if (terminal.seeOnly !== undefined) return hold('see_only', terminal.seeOnly)
  if (terminal.inMode) return hold('copy_mode', 'the terminal is in a mode of its own (scrolled back, or choosing)')
  if (terminal.inputOff) return skip('input_off', 'input to this pane is switched off')
  if (terminal.synchronised) return skip('synchronised', 'what is typed here is typed into other panes too')
  return undefined
}

/** Where no window can come to the front, the text would stay in the composer, unsent. */
export function checkWindow({ terminal, submit }: GateFacts, request: GateRequest): GateAnswer | undefined {
  const way = request.submit ?? submit.way
  if (terminal.windowless !== true || !needsWindow(way)) return undefined
  return hold(
    'buried',
    `it is buried, and Return by ${way} needs its window in front: unbury it, or choose another way`,
  )
}

/** G3, second half: a program that takes input key by key has the tty in raw mode. */
export function checkLineInput(
  { tty, profile, process }: GateFacts,
  { asCommand }: GateRequest,
): GateAnswer | undefined {
  if (tty === undefined || !tty.canonical) return undefined
  const takesLines = profile?.class === 'shell' || profile?.class === 'interpreter'
  if (asCommand && takesLines) return undefined
  const name = process === undefined ? 'the program' : commandOf(process)
  const evidence = `${name} reads plain lines: it is not an agent at its prompt`
  // An agent does so for a moment while it starts and when `fg` brings it back.
  return profile?.class === 'agent' ? hold('state_unknown', evidence) : skip('line_input', evidence)
}

/** G8: several lines only as a bracketed paste, and only where that is proved to be on. */
export function checkPaste({ terminal, profile }: GateFacts, { text }: GateRequest): GateAnswer | undefined {
  if (!text.includes('\n')) return undefined
  const proved = terminal.bracketedPaste ?? profile?.typing.bracketedPaste ?? false
  return proved ? undefined : skip('no_bracketed_paste', 'several lines, and bracketed paste is not proved to be on')
}
