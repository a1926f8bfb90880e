import type { SubmitStrategy } from '#contract/delivery.ts'
import type { WriteTx } from '#store/handles.ts'
import type { Store } from '#store/open-store.ts'
import { readSessionSubmits, saveSessionSubmit } from '#store/session-submits.ts'
import type { Announcer } from './announce.ts'

/** How Return is pressed in a session, as a person chose it: kept for as long as the session lives. */
export interface SessionSubmits extends Disposable {
  /** From memory: it is asked at every look. */
  of(address: string): SubmitStrategy | undefined
  /** Null takes the choice away. */
  set(tx: WriteTx, address: string, submit: SubmitStrategy | null): void
}

export function keepSessionSubmits(
  store: Store,
  announcer: Pick<Announcer, 'subscribe'>,
  onBug: (error: unknown) => void,
): SessionSubmits {
  const chosen = new Map(readSessionSubmits(store.read))
  const set: SessionSubmits['set'] = (tx, address, submit) => {
    saveSessionSubmit(tx, address, submit)
    tx.afterCommit(() => {
      if (submit === null) chosen.delete(address)
      else chosen.set(address, submit)
    })
  }
  const events = announcer.subscribe(({ type, data }) => {
    if (type !== 'session.ended' || !chosen.has(data.address)) return
    void store.write(tx => set(tx, data.address, null)).catch(onBug)
  })
  return { of: address => chosen.get(address), set, [Symbol.dispose]: () => events[Symbol.dispose]() }
}
