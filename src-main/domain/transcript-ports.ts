import type { TranscriptStep, TranscriptTurn } from '#contract/transcript.ts'

/** One transcript as its folder shows it. */
export interface TranscriptFile {
  readonly path: string
  /** Claude Code's id of the session. */
  readonly transcript: string
  /** Bytes, when it was looked at. */
  readonly size: number
  /** ms since 1970 */
  readonly changedAt: number
  /** Another file under the same name is another file. */
  readonly inode: number
}

/** Something that was said, as an index keeps it. */
export interface TranscriptEntry {
  /** Id of the record. */
  readonly record: string
  readonly role: 'user' | 'assistant'
  /** ms since 1970 */
  readonly saidAt: number
  /** Place of its line in the file, in bytes. */
  readonly at: number
  readonly length: number
  readonly text: string
}

/** Something that was said and matches, with what is shown of it. */
export interface TranscriptFind {
  readonly record: string
  readonly role: 'user' | 'assistant'
  readonly saidAt: number
  readonly cwd: string
  readonly excerpt: string
}

/** Finds what was searched for in one text. */
export interface TranscriptMatcher {
  /** The first line that matches with `context` lines around it, or nothing when the text does not match. */
  excerpt(text: string, context: number): string | undefined
}

export interface TranscriptSearch {
  readonly matcher: TranscriptMatcher
  readonly context: number
  readonly limit: number
  /** Byte to search before. */
  readonly before: number
  /** Called after every line; lets others run when it is their turn, and answers true to end the search there. */
  readonly pause: () => Promise<boolean>
}

/** Everything that can be asked of Claude Code's transcripts. Reads files; keeps and changes nothing. */
export interface TranscriptLibrary {
  /** Every transcript, the one changed last first; those of subagents are not among them. */
  list(): Promise<readonly TranscriptFile[]>
  find(transcript: string): Promise<TranscriptFile | undefined>
  look(path: string): Promise<TranscriptFile | undefined>
  /** Oldest first. `next` is the byte to go on before. */
  newestTurns(
    path: string,
    page: { readonly limit: number; readonly before?: number | undefined; readonly isFull: boolean },
  ): Promise<{ readonly turns: readonly TranscriptTurn[]; readonly next: number | null; readonly cwd: string }>
  /** The turn that holds a record, or nothing when the conversation as it stands has none. */
  turn(
    path: string,
    record: string,
    isFull: boolean,
  ): Promise<
    { readonly turn: TranscriptTurn; readonly steps: readonly TranscriptStep[]; readonly cwd: string } | undefined
  >
  /** Newest first. `next` is the byte to go on before, null when the file was searched to its start. */
  search(
    path: string,
    search: TranscriptSearch,
  ): Promise<{ readonly finds: readonly TranscriptFind[]; readonly next: number | null }>
  /** What stands at a place an index names, if it still stands there and matches. */
  findAt(
    path: string,
    place: { readonly at: number; readonly length: number },
    matcher: TranscriptMatcher,
    context: number,
  ): Promise<TranscriptFind | undefined>
  words(query: string): TranscriptMatcher
  /** A matcher, or why the pattern is none. */
  pattern(source: string): TranscriptMatcher | string
  /** What was said from a byte on, a bounded part of it. `readTo` is where to go on. */
  portion(
    path: string,
    from: number,
  ): Promise<{ readonly readTo: number; readonly entries: readonly TranscriptEntry[] }>
  /** Mark of a file's first bytes: it tells a file that was begun anew from one that grew. */
  head(path: string, mark?: string): Promise<string>
}
