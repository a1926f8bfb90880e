/** Whoever wants to hear of changes. One that throws keeps no other from hearing. */
export interface Listeners<Change> {
  add(listener: (change: Change) => void): Disposable
  tell(change: Change): void
}

export function createListeners<Change>(onFailure: (error: unknown) => void): Listeners<Change> {
  const entries = new Set<{ readonly listener: (change: Change) => void }>()
  return {
    add(listener) {
      const entry = { listener }
      entries.add(entry)
      return { [Symbol.dispose]: () => entries.delete(entry) }
    },
    tell(change) {
      for (const { listener } of entries) {
        try {
          listener(change)
        } catch (error) {
          onFailure(error)
        }
      }
    },
  }
}
