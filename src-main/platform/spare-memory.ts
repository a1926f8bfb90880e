import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Less than this is not worth a pause, in bytes. */
const WORTH = 20 * 1024 * 1024

let collect: (() => void) | undefined

/**
 * Gives memory that a burst needed and nobody uses back to the machine. A start alone leaves some 25 MB of it, and the
 * engine keeps it until there is work again. Nothing else runs meanwhile, for about 30 ms: call it when all is quiet.
 */
export function returnSpareMemory(): void {
  const { heapTotal, heapUsed } = process.memoryUsage()
  if (heapTotal - heapUsed < WORTH) return
  collect ??= findCollector()
  collect()
}

/** The flag adds the function to contexts made after it, so no other code gets it. */
function findCollector(): () => void {
  setFlagsFromString('--expose-gc')
  const found = runInNewContext('gc') as () => void
  setFlagsFromString('--no-expose-gc')
  return found
}
