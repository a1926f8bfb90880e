import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
// The comparison that Playwright's own runner uses; it allows for smoothed edges.
import { utils } from 'playwright-core/lib/coreBundle'

const compare = utils.getComparator('image/png')
const BASELINE = new URL('baseline', import.meta.url).pathname
const MOST = 0.002

/** With `COMMS_BASELINE=write` pictures become the new baseline instead of being held against it. */
const MODE = process.env['COMMS_BASELINE'] === 'write' ? 'write' : 'compare'

/** What differs from the picture kept under this name, in words, or null. The new picture and the difference go to `out`. */
export async function compareWithBaseline(
  name: string,
  actual: Buffer,
  out: string,
  mode: 'write' | 'compare' = MODE,
): Promise<string | null> {
  const file = join(BASELINE, `${name}.png`)
  if (mode === 'write') {
    await writeFile(file, actual)
    return null
  }
  const expected = await readFile(file).catch(() => null)
  if (expected === null) return `${name}: there is no baseline; look at it, then write one with COMMS_BASELINE=write`
  const difference = compare(actual, expected, { maxDiffPixelRatio: MOST })
  if (difference === null) return null
  await mkdir(out, { recursive: true })
  await writeFile(join(out, `${name}.png`), actual)
  if (difference.diff !== undefined) await writeFile(join(out, `${name}-difference.png`), difference.diff)
  return `${name}: ${difference.errorMessage.split('\n')[0]} (${out})`
}
