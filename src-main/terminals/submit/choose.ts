import type { Address } from '#contract/address.ts'
import { HubError } from '#contract/errors.ts'
import type { SubmitStrategy } from '#contract/delivery.ts'
import type { SubmitMethod, TerminalBackend } from '#domain/ports.ts'
import { IN_FRONT } from '#domain/submit-way.ts'
import { betterTouchTool, type BttParts } from './btt.ts'
import { carriageReturn } from './carriage-return.ts'
import { keystroke } from './keystroke.ts'

type SubmitKey = Parameters<TerminalBackend['press']>[1]

/** The ways to press Return that this machine has. */
export interface SubmitMethods {
  readonly strategies: readonly SubmitStrategy[]
  /** Those of them that a terminal of this kind has. */
  of(kind: TerminalBackend['kind']): readonly SubmitStrategy[]
  /** @param presses how often Return has been pressed for this attempt, this time included */
  choose(strategy: SubmitStrategy, backend: TerminalBackend, key: SubmitKey, presses: number): SubmitMethod
}

/** Ways that need no window. */
const EVERYWHERE: readonly SubmitStrategy[] = ['auto', 'cr']

/** Nothing can be pressed in the background. */
const WITHOUT_KEYS: ReadonlySet<TerminalBackend['kind']> = new Set(['claude'])

/** Presses that `auto` makes through the terminal before it brings the window to the front. */
const TERMINAL_PRESSES = 2

/** @param front what is needed for a key in the window in front; undefined on a machine that has no such thing */
export function createSubmitMethods(front: BttParts | undefined): SubmitMethods {
  const strategies: readonly SubmitStrategy[] = front === undefined ? EVERYWHERE : [...EVERYWHERE, ...IN_FRONT]
  return {
    strategies,
    of: kind => (WITHOUT_KEYS.has(kind) ? [] : kind === 'iterm2' ? strategies : EVERYWHERE),
    choose(strategy, backend, key, presses) {
      const terminal = carriageReturn(backend, key)
      if (strategy === 'cr') return terminal
      if (strategy === 'auto') {
        const isWindow = front !== undefined && backend.kind === 'iterm2'
        return isWindow && presses > TERMINAL_PRESSES ? either(betterTouchTool(front), terminal) : terminal
      }
      if (front !== undefined) return strategy === 'btt' ? betterTouchTool(front) : keystroke(front)
      throw new HubError('unsupported', `Submitting by ${strategy} is not available on this machine`, {
        hint: `Nothing was sent. Available: ${strategies.join(', ')}.`,
        data: { what: strategy },
      })
    },
  }
}

/** The first way; where that is certain to have pressed nothing, the second. */
function either(first: SubmitMethod, second: SubmitMethod): SubmitMethod {
  return {
    name: first.name,
    async press(address: Address, activity?: string) {
      try {
        return await first.press(address, activity)
      } catch (error) {
        if (!isCertainlyNotPressed(error)) throw error
        await second.press(address, activity)
        return `by the terminal: ${error.message}`
      }
    },
  }
}

function isCertainlyNotPressed(error: unknown): error is HubError {
  return error instanceof HubError && error.data['pressed'] === false
}
