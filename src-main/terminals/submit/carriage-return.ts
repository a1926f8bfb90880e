import type { Address } from '#contract/address.ts'
import type { SubmitMethod, TerminalBackend } from '#domain/ports.ts'

/** Return through the terminal itself, to one session by its id, whatever window is in front. */
export function carriageReturn(backend: TerminalBackend, key: Parameters<TerminalBackend['press']>[1]): SubmitMethod {
  return {
    name: 'cr',
    press: (address: Address, activity?: string) => backend.press(address, key, activity),
  }
}
