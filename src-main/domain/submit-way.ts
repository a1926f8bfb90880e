import type { SubmitStrategy } from '#contract/delivery.ts'
import type { SubmitWay } from '#contract/session.ts'

/** What was chosen for pressing Return, by whom. */
export interface SubmitWishes {
  readonly session: SubmitStrategy | undefined
  readonly profile: SubmitStrategy | undefined
}

/** Ways that send a key to the window in front, so that the session has to be brought there. */
export const IN_FRONT: readonly SubmitStrategy[] = ['btt', 'keystroke']

export function needsWindow(way: SubmitStrategy): boolean {
  return IN_FRONT.includes(way)
}

/**
 * How Return is pressed in a session when the send says nothing: as chosen for the session, else as its program's profile
 * says, else `auto`. A way that its terminal does not have is passed over.
 */
export function submitWayOf({ session, profile }: SubmitWishes, available: readonly SubmitStrategy[]): SubmitWay {
  if (session !== undefined && available.includes(session)) return { way: session, from: 'session' }
  if (profile !== undefined && profile !== 'auto' && available.includes(profile))
    return { way: profile, from: 'profile' }
  return { way: 'auto', from: 'usual' }
}
