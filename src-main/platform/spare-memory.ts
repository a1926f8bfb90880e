import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Less than this is not worth a pause, in bytes. */
const WORTH = 20 * 1024 * 1024

let collect: (() => void) | undefined

/** What was in use after the last collection, in bytes. What came since may lie there until somebody looks. */
let inUse = 0

/**
 * Gives memory that a burst needed and nobody uses back to the machine. A start alone leaves some 25 MB of it, and the
 * engine keeps it until there is work again. Nothing else runs meanwhile, for about 30 ms: call it when all is quiet.
 */
export function returnSpareMemory(): void {
  const { heapTotal, heapUsed } = process.memoryUsage()
  if (heapTotal - heapUsed < WORTH && heapUsed - inUse < WORTH) return
  collect ??= findCollector()
  collect()
  inUse = process.memoryUsage().heapUsed
}

/** The flag adds the function to contexts made after it, so no other code gets it. */
function findCollector(): () => void {
  setFlagsFromString('--expose-gc')
  const found = runInNewContext('gc') as () => void
  setFlagsFromString('--no-expose-gc')
  return found
}
