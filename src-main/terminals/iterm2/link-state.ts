import { HubError } from '#contract/errors.ts'
import { API_OFF, AppleScriptError, NOT_ALLOWED, NOT_RUNNING } from '#platform/applescript/failure.ts'
import { NOTHING_SENT } from './failures.ts'

/** How things stand with iTerm2's API. */
export type LinkState =
  | { readonly kind: 'online'; readonly protocol: string }
  /** The cookie is on its way; macOS may be asking the person. */
  | { readonly kind: 'connecting' }
  /** `off`: nobody listens, so there is nothing to do but to wait for iTerm2. The rest needs a person. */
  | { readonly kind: 'off' | 'refused'; readonly why: string; readonly message: string; readonly hint: string }

export type Away = Exclude<LinkState, { readonly kind: 'online' | 'connecting' }>

const ENABLE = 'Switch it on in iTerm2: Settings > General > Magic > Enable Python API.'

export const OFF: Away = {
  kind: 'off',
  why: 'off',
  message: 'iTerm2 does not run, or its Python API is off.',
  hint: ENABLE,
}

/** Why a session that AppleScript lists cannot be typed into; undefined where AppleScript could not list it either. */
export function seeOnlyBecause(state: Away): string | undefined {
  if (state.why === 'automation') return undefined
  // Whoever is listed runs.
  const message = state.kind === 'off' ? "iTerm2's Python API is off." : state.message
  return `It can be seen and not typed into: ${message} ${state.hint}`
}

/** Why there is no cookie. */
export function explainCookie(error: unknown): Away {
  const number = error instanceof AppleScriptError ? error.number : null
  switch (number) {
    case NOT_ALLOWED:
      return refused(
        'automation',
        'macOS does not let the hub control iTerm2.',
        'System Settings > Privacy & Security > Automation: switch on iTerm2, then comms doctor.',
      )
    case NOT_RUNNING:
      return OFF
    case API_OFF:
      return refused('api_off', "iTerm2's Python API is off.", ENABLE)
    default:
      return refused(
        'cookie',
        `iTerm2 gives no cookie: ${(error as Error).message}`,
        'comms doctor tells what is missing.',
      )
  }
}

/** Why the upgrade was turned down. */
export function explainRefusal(status: number): Away {
  if (status === 401) {
    return refused('cookie', 'iTerm2 does not take the cookie it gave.', 'Quit iTerm2 and start it again.')
  }
  return refused('upgrade', `iTerm2 turned the connection down (${status}).`, 'Update iTerm2, and Claude Comms.')
}

export const TOO_OLD: Away = refused(
  'too_old',
  'This iTerm2 is too old: 3.4 or later is needed.',
  'iTerm2 > Check for Updates.',
)

export function failed(reason: string): Away {
  return refused('failed', `iTerm2 cannot be reached: ${reason}`, 'It is tried again by itself.')
}

/** What a call says while there is no connection; nothing was written. */
export function awayError(state: LinkState): HubError {
  if ('message' in state) {
    return new HubError('terminal', state.message, { hint: state.hint, data: { why: state.why, ...NOTHING_SENT } })
  }
  return new HubError('terminal', 'iTerm2 is not connected yet.', {
    hint: 'macOS may be asking whether the hub may control iTerm2: allow it.',
    data: { why: state.kind, ...NOTHING_SENT },
  })
}

/** What a call says that only the API can do, for a session that AppleScript lists; nothing was written. */
export function seeOnlyError(state: LinkState, id: string): HubError {
  if (!('message' in state)) return awayError(state)
  const message = state.kind === 'off' ? "iTerm2's Python API is off." : state.message
  return new HubError('terminal', `AppleScript cannot do that: ${message}`, {
    hint: state.hint,
    data: { why: 'see_only', name: `iterm2:${id}`, ...NOTHING_SENT },
  })
}

function refused(why: string, message: string, hint: string): Away {
  return { kind: 'refused', why, message, hint }
}
