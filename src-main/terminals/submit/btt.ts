import type { SubmitMethod } from '#domain/ports.ts'
import type { AppleScripts } from '#platform/applescript/scripts.ts'
import { askBetterTouchTool } from '../front/ask-better-touch-tool.ts'
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

async function fire({ scripts, newTicket, secretFile }: BttParts, sessionId: string): Promise<void> {
  await askBetterTouchTool(scripts, 'btt-press-enter', [TRIGGER, sessionId, newTicket(), secretFile])
}
