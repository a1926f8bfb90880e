import { HubError } from '#contract/errors.ts'
import type { SubmitStrategy } from '#contract/delivery.ts'
import type { SubmitMethod, TerminalBackend } from '#domain/ports.ts'
import { carriageReturn } from './carriage-return.ts'

/** Strategies this machine has hands for. */
export const AVAILABLE_STRATEGIES: readonly SubmitStrategy[] = ['auto', 'cr']

/** The method for a strategy; `auto` starts with the terminal's own Return, which needs no focus. */
export function chooseSubmitMethod(
  strategy: SubmitStrategy,
  backend: TerminalBackend,
  key: Parameters<TerminalBackend['press']>[1],
): SubmitMethod {
  if (AVAILABLE_STRATEGIES.includes(strategy)) return carriageReturn(backend, key)
  throw new HubError('unsupported', `Submitting by ${strategy} is not available on this machine`, {
    hint: `Nothing was sent. Available: ${AVAILABLE_STRATEGIES.join(', ')}.`,
    data: { what: strategy },
  })
}
