import type { SubmitMethod } from '#domain/ports.ts'
import { AppleScriptError, NOT_ALLOWED } from '#platform/applescript/failure.ts'
import type { AppleScripts } from '#platform/applescript/scripts.ts'
import type { Front } from '../front/front.ts'
import { pressInFront } from './press-in-front.ts'

export interface BttParts {
  readonly front: Front
  readonly scripts: AppleScripts
  /** File that holds BetterTouchTool's shared secret, for this user alone. */
  readonly secretFile: string
  /** A word nobody can guess, made anew for each press: the trigger presses Return for one ticket, once. */
  newTicket(): string
}

/** Named trigger that presses Return, as in the preset in `resources/btt/`. */
const TRIGGER = 'press_enter'

/** Return by BetterTouchTool: the way of the design card, for a program that does not take the terminal's own. */
export function betterTouchTool(parts: BttParts): SubmitMethod {
  return { name: 'btt', press: address => pressInFront(parts.front, address, id => fire(parts, id)) }
}

/** By AppleScript, and where macOS does not allow that, by BetterTouchTool's URL scheme: then nothing was fired yet. */
async function fire({ scripts, newTicket, secretFile }: BttParts, sessionId: string): Promise<void> {
  const args = [TRIGGER, sessionId, newTicket(), secretFile]
  try {
    await scripts.run('btt-press-enter', args)
  } catch (error) {
    if (!(error instanceof AppleScriptError) || error.number !== NOT_ALLOWED) throw error
    await scripts.run('btt-press-enter-by-url', args)
  }
}
