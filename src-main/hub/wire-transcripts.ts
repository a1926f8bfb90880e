import { configFolderOf } from '#claude/registry/config-folders.ts'
import { createTranscriptLibrary } from '#claude/transcripts/library.ts'
import type { ClaudeSessions, Clock } from '#domain/ports.ts'
import { openTranscriptIndex } from '#store/transcript-index.ts'
import { keepIndex } from './transcripts/keep-index.ts'
import type { Transcripts } from './transcripts/transcripts.ts'

export interface TranscriptParts {
  readonly clock: Clock
  readonly indexFile: string
  /** Config folders named in the settings, besides the usual one and those that live sessions use. */
  readonly folders: readonly string[]
  readonly environment: NodeJS.ProcessEnv
  readonly sessions: Pick<ClaudeSessions, 'list'>
  onBug(error: unknown): void
}

/** Wires the readers of Claude Code's transcripts with the index over them. */
export function wireTranscripts(parts: TranscriptParts): Transcripts {
  const { clock, onBug, sessions } = parts
  const usual = configFolderOf(parts.environment)
  const library = createTranscriptLibrary(() => {
    const used = sessions.list().map(({ configFolder }) => configFolder)
    return [...new Set([...(usual === undefined ? [] : [usual]), ...parts.folders, ...used])]
  })
  const index = openTranscriptIndex(parts.indexFile)
  return { library, index, keeper: keepIndex({ clock, library, index, onBug }) }
}
