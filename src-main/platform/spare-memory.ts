import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Fewer bytes than this, above what was left the last time, are not worth a pause. */
const WORTH = 20 * 1024 * 1024

let collect: (() => void) | undefined

/** What the heap was left with, in bytes: more than that may be in use, or lie there until somebody looks. */
let left = 0

/**
 * Gives memory that a burst needed and nobody uses back to the machine. A start alone leaves some 25 MB of it, and the
 * engine keeps it until there is work again. Nothing else runs meanwhile, for about 30 ms: call it when all is quiet.
 */
export function returnSpareMemory(): void {
  const { heapTotal } = process.memoryUsage()
  left = Math.min(left, heapTotal)
  if (heapTotal - left < WORTH) return
  collect ??= findCollector()
  collect()
  left = process.memoryUsage().heapTotal
}

/** The flag adds the function to contexts made after it, so no other code gets it. */
function findCollector(): () => void {
  setFlagsFromString('--expose-gc')
  const found = runInNewContext('gc') as () => void
  setFlagsFromString('--no-expose-gc')
  return found
}
