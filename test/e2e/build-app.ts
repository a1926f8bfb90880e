import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { buildPage } from '../support/build-page.ts'

const ROOT = new URL('../..', import.meta.url).pathname
const CACHE = join(ROOT, 'node_modules', '.cache')
const PREFIX = 'comms-app-'
/** Builds that nobody asked for this long are removed, in milliseconds. */
const KEPT = 3_600_000

/** What the built page is made of. */
const SOURCES = ['src-renderer', 'src-main/contract', 'src-main/client', 'vite.config.ts', 'package-lock.json']

/**
 * Folder with the page as its sources are now. Built once for each state of the sources and shared by all test files,
 * so that a build for something else in `dist` never pulls the page away from under a test. `COMMS_APP_FOLDER` names one
 * that was built before.
 */
export async function buildApp(): Promise<string> {
  const named = process.env['COMMS_APP_FOLDER']
  if (named !== undefined && named !== '') return named
  const folder = join(CACHE, `${PREFIX}${await digestSources()}`)
  if (existsSync(folder)) return folder
  await mkdir(CACHE, { recursive: true })
  await removeOldBuilds()
  const draft = await mkdtemp(join(CACHE, 'building-app-'))
  try {
    await buildPage(draft)
    await rename(draft, folder)
  } catch (error) {
    // Another test file was quicker.
    if (!existsSync(folder)) throw error
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return folder
}

async function digestSources(): Promise<string> {
  const digest = createHash('sha256')
  for (const source of SOURCES) for (const file of await listFiles(source)) digest.update(file).update(await read(file))
  return digest.digest('hex').slice(0, 16)
}

const read = (file: string) => readFile(join(ROOT, file))

async function listFiles(source: string): Promise<readonly string[]> {
  if ((await stat(join(ROOT, source))).isFile()) return [source]
  const entries = await readdir(join(ROOT, source), { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(ROOT.length))
    .toSorted()
}

async function removeOldBuilds(): Promise<void> {
  const now = Date.now()
  for (const name of await readdir(CACHE)) {
    if (!name.startsWith(PREFIX)) continue
    const { mtimeMs } = await stat(join(CACHE, name))
    if (now - mtimeMs > KEPT) await rm(join(CACHE, name), { recursive: true, force: true })
  }
}
