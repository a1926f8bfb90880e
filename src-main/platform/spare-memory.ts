import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Less than this is not worth a pause, in bytes. */
const WORTH = 20 * 1024 * 1024

/** What V8 puts in place by `--expose-gc`; `last-resort` also gives back the pages that it keeps for the next burst. */
type Collect = (how?: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void

let collect: Collect | undefined

/** What was in use after the last collection, in bytes. What came since may lie there until somebody looks. */
let inUse = 0

/** What was resident beside the heap when nothing more could be given back, in bytes: the program, its libraries, buffers. */
let besideHeap = Number.POSITIVE_INFINITY

/**
 * Gives memory that a burst needed and nobody uses back to the machine. A start alone leaves some 25 MB of it, and the
 * engine keeps it until there is work again. Nothing else runs meanwhile, for about 30 ms: call it when all is quiet.
 *
 * A collection leaves the pages of a large burst with the engine, outside its heap and resident (100 MB and more after
 * 20,000 requests). Where that much is seen, one more collection gives them back too, for a pause two to five times as
 * long.
 */
export function returnSpareMemory(): void {
  const { heapTotal, heapUsed } = process.memoryUsage()
  besideHeap = Math.min(besideHeap, measureBesideHeap())
  if (heapTotal - heapUsed < WORTH && heapUsed - inUse < WORTH) return
  collect ??= findCollector()
  collect()
  if (measureBesideHeap() - besideHeap > WORTH) {
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
    besideHeap = measureBesideHeap()
  }
  inUse = process.memoryUsage().heapUsed
}

function measureBesideHeap(): number {
  const { rss, heapTotal, external } = process.memoryUsage()
  return rss - heapTotal - external
}

/** The flag adds the function to contexts made after it, so no other code gets it. */
function findCollector(): Collect {
  setFlagsFromString('--expose-gc')
  const found = runInNewContext('gc') as Collect
  setFlagsFromString('--no-expose-gc')
  return found
}
