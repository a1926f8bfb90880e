import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Source } from './syntax.ts'

export const ROOT = join(import.meta.dirname, '..', '..')

/** Every TypeScript file below a folder of the repository, in the order of their paths. */
export function readSources(folder: string): readonly Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .toSorted()
    .map(path => ({ path: relative(ROOT, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }))
}

export interface PackageFile {
  readonly version: string
  readonly imports: Readonly<Record<string, string>>
  readonly scripts: Readonly<Record<string, string>>
}

/** The fields of package.json the checks read. */
export function readPackage(): PackageFile {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as PackageFile
}
