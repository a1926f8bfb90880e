import type { TranscriptLibrary } from '#domain/transcript-ports.ts'
import type { TranscriptIndex } from '#store/transcript-index.ts'
import type { IndexKeeper } from './keep-index.ts'

/** What the hub knows of Claude Code's transcripts: the files themselves, and an index of what was said in all. */
export interface Transcripts {
  readonly library: TranscriptLibrary
  readonly index: TranscriptIndex
  readonly keeper: IndexKeeper
}
