import type { Clock } from '#domain/ports.ts'

/** Joins many marks into few calls: the first at once, later ones at most one per span, and never none. */
export interface Coalescer extends Disposable {
  /** Something changed. */
  mark(): void
  /** Something changed and must be told before the next line runs. */
  tellNow(): void
}

export function createCoalescer(clock: Clock, spanMs: number, tell: () => void): Coalescer {
  let wait: Disposable | undefined
  let isMarked = false

  function tellNow(): void {
    isMarked = false
    wait?.[Symbol.dispose]()
    wait = clock.after(spanMs, () => {
      wait = undefined
      if (isMarked) tellNow()
    })
    tell()
  }

  return {
    mark() {
      if (wait === undefined) tellNow()
      else isMarked = true
    },
    tellNow,
    [Symbol.dispose]() {
      isMarked = false
      wait?.[Symbol.dispose]()
    },
  }
}
