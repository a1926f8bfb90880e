import { waitsForAll } from '#domain/delivery.ts'
import { listWaitingForAll } from '#store/delivery-lists.ts'
import { findMessage } from '#store/messages.ts'
import { TogetherMessage, type TogetherParts } from './together-message.ts'

/**
 * Holds the messages that go to all their targets at the same time: looks whether all are ready, and lets them go in
 * one transaction. What it has let go is the outbox's matter, with the gate asked again.
 */
export interface TogetherKeeper extends AsyncDisposable {
  /** Takes up what waited when the hub ended. */
  start(): void
  /** What is known of this session is out of date. */
  wake(address: string): void
}

export function keepTogether(parts: TogetherParts): TogetherKeeper {
  const { store, announcer } = parts
  const messages = new Map<string, TogetherMessage>()

  const events = announcer.subscribe(event => {
    if (event.type !== 'delivery.changed') return
    if (waitsForAll(event.data)) take(event.data.messageId)
    else wake(event.data.to.address)
  })

  function take(messageId: string): void {
    if (messages.has(messageId)) return
    const message = findMessage(store.read, messageId)
    const together = message?.options.together
    if (message === undefined || together === undefined) return
    const forget = () => void messages.delete(messageId)
    messages.set(messageId, new TogetherMessage(parts, message, together, forget))
  }

  function wake(address: string): void {
    for (const message of messages.values()) message.wake(address)
  }

  return {
    start() {
      for (const { messageId } of listWaitingForAll(store.read)) take(messageId)
    },
    wake,
    async [Symbol.asyncDispose]() {
      events[Symbol.dispose]()
      await Promise.all([...messages.values()].map(message => message.close()))
    },
  }
}
