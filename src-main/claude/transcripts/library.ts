import type { TranscriptLibrary } from '#domain/transcript-ports.ts'
import { findById, listTranscripts, lookAtTranscript } from './files.ts'
import { markHead, readPortion } from './fill-index.ts'
import { patternMatcher, wordMatcher } from './matcher.ts'
import { readNewestTurns, readTurn } from './read.ts'
import { findAt, searchFile } from './search.ts'

/** The transcripts below Claude Code's config folders, as many as are known when it is asked. */
export function createTranscriptLibrary(folders: () => readonly string[]): TranscriptLibrary {
  return {
    list: () => listTranscripts(folders()),
    find: transcript => findById(folders(), transcript),
    look: lookAtTranscript,
    newestTurns: readNewestTurns,
    turn: readTurn,
    search: searchFile,
    findAt,
    words: wordMatcher,
    pattern: patternMatcher,
    portion: readPortion,
    head: markHead,
  }
}
