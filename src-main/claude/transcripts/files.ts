import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { TranscriptFile } from '#domain/transcript-ports.ts'

const TRANSCRIPT = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.jsonl$/u

/** Every transcript below some config folders, the one changed last first. Those of subagents lie deeper. */
export async function listTranscripts(folders: readonly string[]): Promise<readonly TranscriptFile[]> {
  const files: TranscriptFile[] = []
  for (const project of await listProjects(folders)) {
    for (const name of await listFolder(project)) {
      const file = TRANSCRIPT.test(name) ? await lookAtTranscript(join(project, name)) : undefined
      if (file !== undefined) files.push(file)
    }
  }
  return files.toSorted((a, b) => b.changedAt - a.changedAt)
}

/** The transcript with this id, in whichever project it lies. */
export async function findById(folders: readonly string[], transcript: string): Promise<TranscriptFile | undefined> {
  if (!TRANSCRIPT.test(`${transcript}.jsonl`)) return undefined
  for (const project of await listProjects(folders)) {
    const file = await lookAtTranscript(join(project, `${transcript}.jsonl`))
    if (file !== undefined) return file
  }
  return undefined
}

export async function lookAtTranscript(path: string): Promise<TranscriptFile | undefined> {
  try {
    const facts = await stat(path)
    if (!facts.isFile()) return undefined
    const { size, mtimeMs, ino } = facts
    return { path, transcript: basename(path, '.jsonl'), size, changedAt: Math.trunc(mtimeMs), inode: ino }
  } catch {
    return undefined
  }
}

async function listProjects(folders: readonly string[]): Promise<readonly string[]> {
  const lists = await Promise.all(
    folders.map(async folder => {
      const projects = join(folder, 'projects')
      return (await listFolder(projects)).map(name => join(projects, name))
    }),
  )
  return lists.flat()
}

async function listFolder(path: string): Promise<readonly string[]> {
  try {
    return await readdir(path)
  } catch {
    return []
  }
}
