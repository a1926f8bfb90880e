import { watch, type FSWatcher } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '#domain/ports.ts'

/** Claude Code writes a row in several steps; they count as one change. Milliseconds. */
const SETTLE = 20
/** For folders that appear later, processes that were killed, and file systems that do not tell. Milliseconds. */
const LOOK_EVERY = 5_000

/** Watched config folders. */
export interface SessionsWatch extends Disposable {
  add(configFolder: string): void
}

/** Calls back after a session registered, changed or went in a watched folder, and now and then regardless. */
export function watchSessions(clock: Clock, changed: () => void): SessionsWatch {
  const folders = new Set<string>()
  const watchers = new Map<string, FSWatcher>()
  let settle: Disposable | undefined
  let look = clock.after(LOOK_EVERY, slowLook)

  function slowLook(): void {
    for (const folder of folders) open(folder)
    changed()
    look = clock.after(LOOK_EVERY, slowLook)
  }

  function open(folder: string): void {
    if (watchers.has(folder)) return
    try {
      const watcher = watch(join(folder, 'sessions'), { persistent: false }, () => {
        settle ??= clock.after(SETTLE, () => {
          settle = undefined
          changed()
        })
      })
      watchers.set(folder, watcher)
      watcher.on('error', () => {
        watcher.close()
        watchers.delete(folder)
      })
    } catch {
      // Not there yet: the slow look tries again.
    }
  }

  return {
    add(folder) {
      folders.add(folder)
      open(folder)
    },
    [Symbol.dispose]() {
      look[Symbol.dispose]()
      settle?.[Symbol.dispose]()
      for (const watcher of watchers.values()) watcher.close()
      watchers.clear()
    },
  }
}
