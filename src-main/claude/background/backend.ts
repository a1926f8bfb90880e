import type { Address } from '#contract/address.ts'
import { HubError } from '#contract/errors.ts'
import type { RegisteredSession, ScreenSnapshot, TerminalBackend, TerminalChange, TerminalInfo } from '#domain/ports.ts'
import { toTerminalInfo } from './terminal-info.ts'

export interface BackgroundParts {
  /** Sessions alive now, as they register themselves. */
  registered(): readonly RegisteredSession[]
  /** Those have changed. */
  onChange(listener: () => void): Disposable
}

const NOTHING: ScreenSnapshot = { lines: [], bright: [], cursor: { column: 0, row: -1 }, alternate: false }

/**
 * Sessions that run in the background of Claude Code, as far as they are like those of a terminal: listed, followed and
 * with an end. They have no screen, no keys and no window, and every method that would need one says so.
 */
export function createBackgroundBackend({ registered, onChange }: BackgroundParts): TerminalBackend {
  const listeners = new Set<(change: TerminalChange) => void>()
  let sessions = new Map<Address, TerminalInfo>()
  let subscription: Disposable | undefined

  function renew(): void {
    const before = sessions
    sessions = new Map(toTerminalInfo(registered()).map(terminal => [terminal.address, terminal]))
    for (const address of before.keys()) if (!sessions.has(address)) tell({ kind: 'ended', address })
    for (const [address, terminal] of sessions) {
      const known = before.get(address)
      if (known === undefined) tell({ kind: 'appeared', terminal })
      else if (JSON.stringify(known) !== JSON.stringify(terminal)) tell({ kind: 'changed', terminal })
    }
  }

  function tell(change: TerminalChange): void {
    for (const listener of listeners) listener(change)
  }

  function get(address: Address): TerminalInfo {
    const known = sessions.get(address)
    if (known !== undefined) return known
    throw new HubError('not_found', 'There is no such session in the background', {
      data: { what: 'session', name: address },
    })
  }

  /** What it cannot do; `not_found` goes first, as everywhere. */
  function refuse(address: Address, what: string, why: string): never {
    const { location } = get(address)
    throw new HubError('unsupported', `It runs in the background: ${why}`, {
      hint: `claude attach ${location.window} opens it in a terminal.`,
      data: { what, name: address, written: false, pressed: false },
    })
  }

  return {
    kind: 'claude',
    async start() {
      subscription = onChange(renew)
      renew()
    },
    list: () => [...sessions.values()],
    onChange(listener) {
      listeners.add(listener)
      return { [Symbol.dispose]: () => listeners.delete(listener) }
    },
    look: async address => ({ terminal: get(address), screen: NOTHING }),
    type: async address => refuse(address, 'type', 'nothing can be typed there'),
    press: async address => refuse(address, 'press', 'no key can be pressed there'),
    barrier: async address => void get(address),
    setTitle: async address => refuse(address, 'title', 'it has no title; /rename names it'),
    focus: async address => refuse(address, 'focus', 'it has no window to bring to the front'),
    async [Symbol.asyncDispose]() {
      subscription?.[Symbol.dispose]()
    },
  }
}
