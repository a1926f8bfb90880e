import { readdirSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import { checkScriptFolder } from './script-file.ts'

/** How deep folders inside a shelf are looked at, and how many files of one shelf at most. */
const DEEPEST = 4
const MOST_FILES = 1_000

export interface FoundFile {
  /** Path inside the shelf, with `/` between its parts. */
  readonly path: string
  readonly file: string
}

export interface FolderListing {
  readonly files: readonly FoundFile[]
  /** Folders that hold a program of their own kind (iTerm2's full environments), by path inside the shelf. */
  readonly bundles: readonly FoundFile[]
  /** Folders that were not looked into, and why. */
  readonly problems: readonly { readonly path: string; readonly message: string }[]
}

/**
 * Every file below a folder, in the order of their names; hidden ones are left out and links are listed, never
 * followed. A folder that does not exist is empty. With `trusted`, who may write there is not asked.
 */
export function listScriptFolder(root: string, { trusted }: { readonly trusted: boolean }): FolderListing {
  const files: FoundFile[] = []
  const bundles: FoundFile[] = []
  const problems: { path: string; message: string }[] = []
  walk('', 0)
  return { files: files.slice(0, MOST_FILES), bundles, problems }

  function walk(inside: string, depth: number): void {
    const folder = join(root, inside)
    const entries = readFolder(folder)
    if (typeof entries === 'string')
      return void (
        entries === 'ENOENT' ||
        problems.push({ path: inside, message: `the folder ${folder} cannot be read (${entries})` })
      )
    const trouble = trusted ? undefined : checkScriptFolder(folder)
    if (trouble !== undefined) return void problems.push({ path: inside, message: `the folder ${folder} ${trouble}` })
    if (entries.some(({ name }) => name === 'setup.cfg')) return void bundles.push({ path: inside, file: folder })
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`
      if (entry.name.startsWith('.') || files.length > MOST_FILES) continue
      if (!entry.isDirectory()) files.push({ path, file: join(root, path) })
      else if (depth < DEEPEST && !entry.name.startsWith('iterm2env') && entry.name !== 'node_modules')
        walk(path, depth + 1)
    }
    if (depth === 0 && files.length > MOST_FILES)
      problems.push({ path: inside, message: `only the first ${MOST_FILES} files of ${root} are shown` })
  }
}

/** The entries of a folder, or the system's word for why there are none. */
function readFolder(folder: string): readonly Dirent[] | string {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  }
}
