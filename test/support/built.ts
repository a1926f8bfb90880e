import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Outside `node_modules`, below which no `package.json` of ours says that these are modules: Node would read each twice. */
const CACHE = join(ROOT, '.cache')
/** Builds that nobody asked for this long are removed, in milliseconds. */
const KEPT = 3_600_000

export interface Build {
  /** Says what was built, in the name of its folder. */
  readonly name: string
  /** Files and folders it is made of, from the project's folder. */
  readonly sources: readonly string[]
  /** Builds it into a folder that is there and empty. */
  make(folder: string): Promise<void>
}

/**
 * Folder with something built from the sources as they are now. Made once for each state of the sources and shared by
 * all test files, so that a build for something else in `dist` never pulls it away from under a test.
 */
export async function builtFolder({ name, sources, make }: Build): Promise<string> {
  const folder = join(CACHE, `${name}-${await digest(sources)}`)
  if (existsSync(folder)) return folder
  await mkdir(CACHE, { recursive: true })
  await removeOldBuilds(`${name}-`)
  const draft = await mkdtemp(join(CACHE, `building-${name}-`))
  try {
    await make(draft)
    await rename(draft, folder)
  } catch (error) {
    // Somebody else was quicker.
    if (!existsSync(folder)) throw error
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return folder
}

async function digest(sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of await listFiles(source)) hash.update(file).update(await readFile(join(ROOT, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

async function listFiles(source: string): Promise<readonly string[]> {
  if ((await stat(join(ROOT, source))).isFile()) return [source]
  const entries = await readdir(join(ROOT, source), { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(ROOT.length))
    .toSorted()
}

async function removeOldBuilds(prefix: string): Promise<void> {
  const now = Date.now()
  for (const name of await readdir(CACHE)) {
    if (!name.startsWith(prefix)) continue
    const { mtimeMs } = await stat(join(CACHE, name))
    if (now - mtimeMs > KEPT) await rm(join(CACHE, name), { recursive: true, force: true })
  }
}
