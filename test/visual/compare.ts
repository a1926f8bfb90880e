import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
// The comparison that Playwright's own runner uses; it allows for smoothed edges.
import { utils } from 'playwright-core/lib/coreBundle'

const compare = utils.getComparator('image/png')
const BASELINE = new URL('baseline', import.meta.url).pathname
const MOST = 0.002

/** With `COMMS_BASELINE=write` pictures become the new baseline instead of being held against it. */
const MODE = process.env['COMMS_BASELINE'] === 'write' ? 'write' : 'compare'

/** Pictures until the page has come to rest, or is found to look otherwise. */
const TRIES = 5

/**
 * What differs from the picture kept under this name, in words, or null. The new picture and the difference go to `out`.
 *
 * @param shoot takes the picture; again where the page may still be drawing
 */
export async function compareWithBaseline(
  name: string,
  shoot: () => Promise<Buffer>,
  out: string,
  mode: 'write' | 'compare' = MODE,
): Promise<string | null> {
  const file = join(BASELINE, `${name}.png`)
  if (mode === 'write') {
    await writeFile(file, await shootAtRest(shoot))
    return null
  }
  const expected = await readFile(file).catch(() => null)
  if (expected === null) return `${name}: there is no baseline; look at it, then write one with COMMS_BASELINE=write`
  for (let tries = 1; ; tries++) {
    const actual = await shoot()
    if (actual.equals(expected)) return null
    const difference = compare(actual, expected, { maxDiffPixelRatio: MOST })
    if (difference === null) return null
    if (tries < TRIES) continue
    await mkdir(out, { recursive: true })
    await writeFile(join(out, `${name}.png`), actual)
    if (difference.diff !== undefined) await writeFile(join(out, `${name}-difference.png`), difference.diff)
    return `${name}: ${difference.errorMessage.split('\n')[0]} (${out})`
  }
}

/** Two pictures that are the same: nothing is being drawn any more. */
async function shootAtRest(shoot: () => Promise<Buffer>): Promise<Buffer> {
  let last = await shoot()
  for (let tries = 1; tries < TRIES; tries++) {
    const next = await shoot()
    if (compare(next, last, { maxDiffPixelRatio: 0 }) === null) return next
    last = next
  }
  throw new Error('the page does not come to rest')
}
