import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Profile } from '#contract/profile.ts'

/** A profile file that cannot be used, and why, in words. */
export interface ProfileProblem {
  readonly file: string
  readonly message: string
}

export interface LoadedProfiles {
  /** One for each id; those of later folders stand behind the others, and win when two claim the same program. */
  readonly profiles: readonly Profile[]
  readonly problems: readonly ProfileProblem[]
}

/** Far above any real profile; a bigger file is a mistake. */
const SIZE_LIMIT = 256 * 1024

/**
 * Reads every `*.json` of the folders; a profile of a later folder takes the place of an earlier one with its id. A
 * folder that does not exist is empty. A file that cannot be read or understood becomes a problem, and hides nothing:
 * with `lastGood`, the profile it held when it was last understood stays in use.
 */
export function loadProfiles(folders: readonly string[], lastGood = new Map<string, Profile>()): LoadedProfiles {
  const problems: ProfileProblem[] = []
  const byId = new Map<string, Profile>()
  for (const folder of folders) {
    const inFolder = new Map<string, string>()
    for (const file of listFiles(folder, problems)) {
      const profile = readOrKeep(file, lastGood, problems)
      if (profile === undefined) continue
      const other = inFolder.get(profile.id)
      if (other !== undefined) {
        problems.push({ file, message: `${other} has the id "${profile.id}" already; this file is not used` })
        continue
      }
      inFolder.set(profile.id, file)
      byId.delete(profile.id)
      byId.set(profile.id, profile)
    }
  }
  return { profiles: [...byId.values()], problems }
}

/** Profile files of a folder in the order of their names. */
export function listFiles(folder: string, problems: ProfileProblem[] = []): readonly string[] {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith('.json') && !name.startsWith('.'))
      .sort()
      .map(name => join(folder, name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') problems.push({ file: folder, message: wordsOf(error) })
    return []
  }
}

function readOrKeep(file: string, lastGood: Map<string, Profile>, problems: ProfileProblem[]): Profile | undefined {
  try {
    const profile = readProfile(file)
    lastGood.set(file, profile)
    return profile
  } catch (error) {
    problems.push({ file, message: wordsOf(error) })
    return lastGood.get(file)
  }
}

function readProfile(file: string): Profile {
  const facts = statSync(file)
  if (!facts.isFile()) throw new Error('not a file')
  if (facts.size > SIZE_LIMIT) throw new Error(`larger than ${SIZE_LIMIT / 1024} KB`)
  const parsed = Profile.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error).replaceAll(/\s*\n\s*/gu, ' '))
  return parsed.data
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
