import { type FSWatcher, watch } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Clock } from '#domain/ports.ts'

/** How often the folders are looked at even when nothing was reported, in milliseconds: a watch may miss. */
const TICK = 5_000

/** Calls back whenever a socket may have come or gone in one of the folders, and now and then regardless. */
export class SocketWatch implements Disposable {
  readonly #folders: readonly string[]
  readonly #clock: Clock
  readonly #onChange: () => void
  readonly #watchers = new Map<string, FSWatcher>()
  #timer: Disposable | undefined

  constructor(folders: readonly string[], clock: Clock, onChange: () => void) {
    this.#folders = folders
    this.#clock = clock
    this.#onChange = onChange
    this.#tick()
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]()
    for (const watcher of this.#watchers.values()) watcher.close()
    this.#watchers.clear()
  }

  #tick(): void {
    this.#watchAll()
    this.#timer = this.#clock.after(TICK, () => {
      this.#onChange()
      this.#tick()
    })
  }

  /** A folder that is not there yet is awaited in the one above it. */
  #watchAll(): void {
    for (const folder of this.#folders) {
      if (this.#watch(folder, undefined)) this.#unwatch(dirname(folder))
      else this.#watch(dirname(folder), basename(folder))
    }
  }

  /** False when the folder cannot be watched. With `only`, other names in it are of no interest. */
  #watch(folder: string, only: string | undefined): boolean {
    if (this.#watchers.has(folder)) return true
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (only !== undefined && name !== null && name !== only) return
        this.#watchAll()
        this.#onChange()
      })
      watcher.once('error', () => this.#unwatch(folder))
      this.#watchers.set(folder, watcher)
      return true
    } catch {
      return false
    }
  }

  #unwatch(folder: string): void {
    this.#watchers.get(folder)?.close()
    this.#watchers.delete(folder)
  }
}
