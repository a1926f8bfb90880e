import type { Address, BackendKind } from '#contract/address.ts'
import { HubError } from '#contract/errors.ts'
import type { TerminalBackend, TerminalChange, TerminalInfo } from '#domain/ports.ts'

/** All hands together: finds the one for an address by its scheme. */
export interface Terminals {
  /** Those that this machine may have. */
  readonly kinds: readonly BackendKind[]
  list(): readonly TerminalInfo[]
  backendOf(address: string): TerminalBackend
  onChange(listener: (change: TerminalChange) => void): Disposable
  start(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export function createTerminals(backends: readonly TerminalBackend[]): Terminals {
  const byKind = new Map(backends.map(backend => [backend.kind as string, backend]))
  return {
    kinds: backends.map(backend => backend.kind),
    list: () => backends.flatMap(backend => backend.list()),
    backendOf(address: Address) {
      const backend = byKind.get(address.slice(0, address.indexOf(':')))
      if (backend !== undefined) return backend
      throw new HubError('not_found', `No terminal here has a session ${address}`, {
        data: { what: 'session', name: address },
      })
    },
    onChange(listener) {
      const subscriptions = backends.map(backend => backend.onChange(listener))
      return {
        [Symbol.dispose]: () => {
          for (const subscription of subscriptions) subscription[Symbol.dispose]()
        },
      }
    },
    async start() {
      await Promise.all(backends.map(backend => backend.start()))
    },
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(backends.map(backend => backend[Symbol.asyncDispose]()))
    },
  }
}
