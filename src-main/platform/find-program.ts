import { accessSync, constants, readdirSync, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/** Absolute path of a program, by the folders of a PATH; relative folders in it are left out. */
export function findProgram(name: string, path: string): string | undefined {
  const folders = path.split(delimiter).filter(isAbsolute)
  return folders.map(folder => join(folder, name)).find(isProgram)
}

/** The newest Python that iTerm2 brought along for its API scripts, below its support folder. */
export function findIterm2Python(supportFolder: string): string | undefined {
  const runtimes = list(supportFolder).filter(name => name.startsWith('iterm2env'))
  const versions = runtimes.flatMap(runtime =>
    list(join(supportFolder, runtime, 'versions')).map(version => ({ runtime, version })),
  )
  const compare = new Intl.Collator('en', { numeric: true }).compare
  return versions
    .toSorted((a, b) => compare(b.version, a.version))
    .map(({ runtime, version }) => join(supportFolder, runtime, 'versions', version, 'bin', 'python3'))
    .find(isProgram)
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
