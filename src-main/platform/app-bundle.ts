import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { runProcess } from './run-process.ts'

/** An application of this Mac. */
export interface Application {
  readonly path: string
  /** As its own Info.plist says it, or empty where that cannot be read. */
  readonly version: string
}

/** Looks in the two folders where applications lie; launches nothing. */
export async function findApplication(name: string): Promise<Application | undefined> {
  const path = ['/Applications', join(homedir(), 'Applications')]
    .map(folder => join(folder, `${name}.app`))
    .find(each => existsSync(each))
  if (path === undefined) return undefined
  const plist = join(path, 'Contents', 'Info.plist')
  const asked = ['-extract', 'CFBundleShortVersionString', 'raw', '-o', '-', plist]
  const version = await runProcess('plutil', asked, { timeout: 5_000 }).then(
    ({ stdout }) => stdout.trim(),
    () => '',
  )
  return { path, version }
}

/** The application that this program was packaged into, if it was. */
export function ownBundle(execPath: string = process.execPath): string | undefined {
  return /^(.*?\.app)\/Contents\//.exec(execPath)?.[1]
}

/** Whether a version such as `3.10` is at least another, number by number. */
export function isVersionAtLeast(version: string, least: string): boolean {
  const [found, wanted] = [version, least].map(each => each.split('.').map(part => Number.parseInt(part, 10) || 0))
  for (const [index, part] of (wanted ?? []).entries()) {
    const difference = (found?.[index] ?? 0) - part
    if (difference !== 0) return difference > 0
  }
  return true
}
