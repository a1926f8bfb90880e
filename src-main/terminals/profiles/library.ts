import type { Profile } from '#contract/profile.ts'
import type { Clock } from '#domain/ports.ts'
import { loadProfiles, type LoadedProfiles, type ProfileProblem } from './load-profiles.ts'
import { watchFolders } from './watch-folders.ts'

/** The profiles in use, kept as their files are. */
export interface ProfileLibrary extends Disposable {
  current(): readonly Profile[]
  find(id: string): Profile | undefined
  /** Calls back after the profiles or their problems changed. */
  onChange(listener: () => void): Disposable
  problems(): readonly ProfileProblem[]
}

export interface ProfileLibraryOptions {
  /** Folders of profile files; a later one overrides an earlier one by id. */
  readonly folders: readonly string[]
  readonly clock: Clock
  readonly log: { warn(facts: object, message: string): void }
}

/**
 * Loads the profiles and loads them again when their files change, so that a new program is one new file and no
 * restart. A file that breaks keeps its last good version in use and is reported.
 */
export function createProfileLibrary({ folders, clock, log }: ProfileLibraryOptions): ProfileLibrary {
  const lastGood = new Map<string, Profile>()
  const listeners = new Set<() => void>()
  let loaded = load()
  const watching = watchFolders(folders, clock, reload)

  function load(): LoadedProfiles {
    const next = loadProfiles(folders, lastGood)
    for (const { file, message } of next.problems) log.warn({ file, reason: message }, 'a profile cannot be used')
    return next
  }

  function reload(): void {
    const before = JSON.stringify(loaded)
    loaded = load()
    if (JSON.stringify(loaded) === before) return
    for (const listener of [...listeners]) listener()
  }

  return {
    current: () => loaded.profiles,
    find: id => loaded.profiles.find(profile => profile.id === id),
    problems: () => loaded.problems,
    onChange(listener) {
      listeners.add(listener)
      return { [Symbol.dispose]: () => void listeners.delete(listener) }
    },
    [Symbol.dispose]() {
      watching[Symbol.dispose]()
      listeners.clear()
    },
  }
}
