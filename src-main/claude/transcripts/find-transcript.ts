import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Session ids are UUIDs; anything else must not become part of a path. */
const SESSION_ID = /^[0-9a-f-]{36}$/i
/** Longer folder names are cut by Claude Code and end in a hash. */
const LONGEST_NAME = 200

/**
 * The transcript of a session, or nothing: it is made with the first prompt, and removed after a month. With the
 * session's folder it is usually found at once; without, every project is looked through, because the session may have
 * started elsewhere.
 */
export function findTranscript(configFolder: string, sessionId: string, cwd?: string): string | undefined {
  if (!SESSION_ID.test(sessionId)) return undefined
  const projects = join(configFolder, 'projects')
  const file = `${sessionId}.jsonl`
  const guess = cwd === undefined ? undefined : join(projects, projectName(cwd), file)
  if (guess !== undefined && isFile(guess)) return guess
  return listFolders(projects)
    .map(project => join(projects, project, file))
    .find(isFile)
}

/** How Claude Code names the folder of a project. Only a guess for long paths, which it cuts. */
function projectName(cwd: string): string {
  return cwd.replaceAll(/[^a-zA-Z0-9]/g, '-').slice(0, LONGEST_NAME)
}

function listFolders(path: string): readonly string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
