import { hold, type GateAnswer, type GateFacts, type GateRequest } from './gate-facts.ts'

/** A person must not have pressed a key in the session for this long, in milliseconds. */
export const QUIET_KEYS = 3_000

/** G5, first half: no dialog, neither on the screen nor by the program's own word. */
export function checkDialog({ reading, told }: GateFacts): GateAnswer | undefined {
  if (told?.status === 'waiting') return hold('blocked', `it says that it waits: ${told.waitingFor ?? 'a dialog'}`)
  if (reading.state !== 'blocked') return undefined
  return hold('blocked', `${reading.detail || 'a dialog'} is open: ${reading.evidence}`)
}

/** G5, second half: idle, with proof. Where no profile tells what idle looks like, only a person's word opens it. */
export function checkState(
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
export function checkComposer({ reading, tty }: GateFacts): GateAnswer | undefined {
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
export function checkKeys({ terminal, now }: GateFacts): GateAnswer | undefined {
  const quiet = now - terminal.humanKeyAt
  if (quiet >= QUIET_KEYS) return undefined
  return hold('human_typing', `a key was pressed ${Math.max(0, Math.round(quiet / 100) / 10)} s ago`)
}
