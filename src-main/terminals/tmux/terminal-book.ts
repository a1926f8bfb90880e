import type { Address } from '#contract/address.ts'
import type { Clock, TerminalChange, TerminalInfo } from '#domain/ports.ts'
import { createListeners } from '#terminals/listeners.ts'
import { compareTerminals } from '../compare-terminals.ts'
import { LateOutput } from './late-output.ts'
import type { LinkListener } from './server-link.ts'
import type { PaneFacts } from './pane-format.ts'
import { makeUnique } from './unique-names.ts'

/** Everything known of all panes, and the one place that tells listeners what became different. */
export class TerminalBook implements LinkListener, Disposable {
  /** Panes by server, with names that are unique within it. */
  readonly #servers = new Map<string, Map<Address, TerminalInfo>>()
  readonly #offline = new Set<string>()
  /** What listeners were told, by address. */
  readonly #told = new Map<Address, TerminalInfo>()
  readonly #serverOf = new Map<Address, string>()
  readonly #listeners
  readonly #late: LateOutput

  constructor(clock: Clock, log: (message: string, data?: unknown) => void) {
    this.#listeners = createListeners<TerminalChange>(error => log('a listener of terminals failed', { error }))
    this.#late = new LateOutput(clock, address => this.#listeners.tell({ kind: 'output', address }))
  }

  list(): readonly TerminalInfo[] {
    return [...this.#told.values()].filter(({ address }) => !this.#offline.has(this.#serverOf.get(address) ?? ''))
  }

  find(address: Address): TerminalInfo | undefined {
    return this.#told.get(address)
  }

  onChange(listener: (change: TerminalChange) => void): Disposable {
    return this.#listeners.add(listener)
  }

  listed(server: string, panes: readonly PaneFacts[]): void {
    this.#servers.set(server, new Map(panes.map(({ info }) => [info.address, info])))
    for (const { info } of panes) this.#serverOf.set(info.address, server)
    const back = this.#offline.delete(server)
    this.#tellAll(back ? server : undefined)
  }

  /** Takes in one fresher look at a pane that is listed; returns it as others know it. */
  looked(pane: PaneFacts): TerminalInfo {
    const before = this.#told.get(pane.info.address)
    if (before === undefined) return pane.info
    this.#servers.get(this.#serverOf.get(before.address) ?? '')?.set(before.address, pane.info)
    const after = { ...pane.info, suggestedName: before.suggestedName }
    this.#tellOne(before, after)
    return after
  }

  offline(server: string): void {
    const addresses = this.#addressesOf(server)
    if (this.#offline.has(server) || addresses.length === 0) return
    this.#offline.add(server)
    for (const address of addresses) this.#late.forget(address)
    this.#listeners.tell({ kind: 'offline', server, addresses })
  }

  ended(server: string): void {
    this.offline(server)
    this.#servers.delete(server)
    this.#tellAll(undefined)
    this.#offline.delete(server)
  }

  [Symbol.dispose](): void {
    this.#late[Symbol.dispose]()
  }

  #addressesOf(server: string): readonly Address[] {
    return [...this.#told.keys()].filter(address => this.#serverOf.get(address) === server)
  }

  /** Panes of a server that is `back` appear anew: listeners were told that they are out of reach. */
  #tellAll(back: string | undefined): void {
    const now = makeUnique([...this.#servers].map(([server, panes]) => [server, [...panes.values()]]))
    const alive = new Set(now.map(info => info.address))
    for (const address of this.#told.keys()) if (!alive.has(address)) this.#tellEnd(address)
    for (const after of now) {
      const before = this.#told.get(after.address)
      const returned = before !== undefined && back !== undefined && this.#serverOf.get(after.address) === back
      this.#tellOne(before, after)
      if (returned) this.#listeners.tell({ kind: 'appeared', terminal: after })
    }
  }

  #tellOne(before: TerminalInfo | undefined, after: TerminalInfo): void {
    this.#told.set(after.address, after)
    for (const change of compareTerminals(before, after)) {
      if (change.kind === 'output' || change.kind === 'appeared') this.#late.saw(after.address)
      this.#listeners.tell(change)
    }
  }

  #tellEnd(address: Address): void {
    this.#told.delete(address)
    this.#serverOf.delete(address)
    this.#late.forget(address)
    this.#listeners.tell({ kind: 'ended', address })
  }
}
