import type { Clock } from '#domain/ports.ts'

/** Joins many marks of many things into few calls: the first of each at once, later ones together at the next beat. */
export interface Beat extends Disposable {
  mark(id: string): void
  forget(id: string): void
}

/** One timer for all of them: a hundred busy sessions must not wake the process a thousand times a second. */
export function createBeat(clock: Clock, spanMs: number, tell: (id: string) => void): Beat {
  let wait: Disposable | undefined
  /** Told since the last beat. */
  const told = new Set<string>()
  const marked = new Set<string>()

  function tellNow(id: string): void {
    told.add(id)
    wait ??= clock.after(spanMs, beat)
    tell(id)
  }

  function beat(): void {
    wait = undefined
    const due = [...marked]
    told.clear()
    marked.clear()
    for (const id of due) tellNow(id)
  }

  return {
    mark(id) {
      if (told.has(id)) marked.add(id)
      else tellNow(id)
    },
    forget(id) {
      told.delete(id)
      marked.delete(id)
    },
    [Symbol.dispose]() {
      wait?.[Symbol.dispose]()
      wait = undefined
      told.clear()
      marked.clear()
    },
  }
}
