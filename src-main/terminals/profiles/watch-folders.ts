import { statSync, watch, type FSWatcher } from 'node:fs'
import type { Clock } from '#domain/ports.ts'
import { listFiles } from './load-profiles.ts'

/** An editor writes a file in several steps; they count as one change. */
const SETTLE = 100
/** For folders that appear later, and file systems that do not tell. */
const CHECK_EVERY = 10_000

/** Calls back after profile files in these folders changed, appeared or went. */
export function watchFolders(folders: readonly string[], clock: Clock, changed: () => void): Disposable {
  let seen = fingerprint(folders)
  let settle: Disposable | undefined
  const watchers = new Map<string, FSWatcher>()
  openWatchers()
  let check = clock.after(CHECK_EVERY, slowCheck)

  function look(): void {
    const now = fingerprint(folders)
    if (now === seen) return
    seen = now
    changed()
  }

  function slowCheck(): void {
    openWatchers()
    look()
    check = clock.after(CHECK_EVERY, slowCheck)
  }

  function openWatchers(): void {
    for (const folder of folders) {
      if (watchers.has(folder)) continue
      const watcher = tryWatch(folder, () => {
        settle?.[Symbol.dispose]()
        settle = clock.after(SETTLE, look)
      })
      if (watcher === undefined) continue
      watchers.set(folder, watcher)
      // A folder that went away is watched anew by the slow check once it is back.
      watcher.on('error', () => {
        watcher.close()
        watchers.delete(folder)
      })
    }
  }

  return {
    [Symbol.dispose]() {
      check[Symbol.dispose]()
      settle?.[Symbol.dispose]()
      for (const watcher of watchers.values()) watcher.close()
      watchers.clear()
    },
  }
}

function tryWatch(folder: string, changed: () => void): FSWatcher | undefined {
  try {
    return watch(folder, { persistent: false }, changed)
  } catch {
    return undefined
  }
}

/** Changes whenever a profile file does: names, sizes, times. */
function fingerprint(folders: readonly string[]): string {
  return folders.flatMap(folder => listFiles(folder).map(describe)).join('\n')
}

function describe(file: string): string {
  try {
    const { size, mtimeMs, ino } = statSync(file)
    return `${file} ${size} ${mtimeMs} ${ino}`
  } catch {
    return `${file} gone`
  }
}
