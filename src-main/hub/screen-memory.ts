import type { Address } from '#contract/address.ts'
import type { TerminalLook } from '#domain/ports.ts'
import { ScreenHistory, type Moment } from '#domain/screen-history.ts'
import type { Hub } from './hub.ts'

/** Characters kept of all sessions together; whoever has most loses its oldest first. */
const MOST = 8_000_000
/** What is over is forgotten this often where nothing happens, in milliseconds. */
const FORGET_EVERY = 30_000

type Parts = Pick<Hub, 'clock' | 'settings' | 'terminals' | 'announcer'>

/** What the sessions showed lately. In memory alone: it is never written down, and ends with the hub. */
export interface ScreenMemory extends Disposable {
  /** Keeps what a look showed anyway: nothing is looked at for it. */
  note(look: TerminalLook): void
  /** Oldest first; the last one is what it shows since. */
  momentsOf(address: Address): readonly Moment[]
  at(address: Address, time: number): Moment | undefined
}

export function keepScreens({ clock, settings, terminals, announcer }: Parts, most = MOST): ScreenMemory {
  const histories = new Map<Address, ScreenHistory>()
  let timer = clock.after(FORGET_EVERY, tidy)

  function tidy(): void {
    forgetOld()
    timer = clock.after(FORGET_EVERY, tidy)
  }

  function forgetOld(): void {
    const minutes = settings.current.rewindMinutes
    if (minutes === 0) histories.clear()
    for (const history of histories.values()) history.forgetBefore(clock.now() - minutes * 60_000)
  }

  function makeRoom(): void {
    let size = 0
    for (const history of histories.values()) size += history.size
    while (size > most) {
      const largest = [...histories.values()].reduce((a, b) => (b.size > a.size ? b : a))
      size -= largest.size
      largest.dropOldest()
      size += largest.size
    }
  }

  function forget(addresses: readonly Address[]): void {
    for (const address of addresses) histories.delete(address)
  }

  const ends = terminals.onChange(change => {
    if (change.kind === 'ended') forget([change.address])
    if (change.kind === 'offline') forget(change.addresses)
  })
  const changes = announcer.subscribe(({ type }) => {
    if (type === 'settings.changed') forgetOld()
  })
  return {
    note({ terminal, screen }) {
      if (settings.current.rewindMinutes === 0 || terminal.screenless) return
      const history = histories.get(terminal.address) ?? new ScreenHistory()
      histories.set(terminal.address, history)
      history.add({ at: clock.now(), screen, inMode: terminal.inMode })
      history.forgetBefore(clock.now() - settings.current.rewindMinutes * 60_000)
      makeRoom()
    },
    momentsOf(address) {
      forgetOld()
      return histories.get(address)?.moments ?? []
    },
    at: (address, time) => histories.get(address)?.at(time),
    [Symbol.dispose]() {
      timer[Symbol.dispose]()
      ends[Symbol.dispose]()
      changes[Symbol.dispose]()
      histories.clear()
    },
  }
}
