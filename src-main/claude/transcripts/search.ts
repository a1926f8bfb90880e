import { stat } from 'node:fs/promises'
import type { TranscriptFind, TranscriptMatcher, TranscriptSearch } from '#domain/transcript-ports.ts'
import { readLineAt, readLines, LONGEST_LINE, type Line } from './lines.ts'
import { readRecord, type TranscriptRecord } from './record.ts'

/** Something that was said, and by whom. */
interface Saying {
  readonly record: TranscriptRecord
  readonly role: 'user' | 'assistant'
  readonly text: string
}

/** Bytes searched at once, from the end of the file to its start. */
const WINDOW = 1024 * 1024

/** Searches one transcript from its end, so that the newest matches come first and a search may stop early. */
export async function searchFile(
  path: string,
  search: TranscriptSearch,
): Promise<{ readonly finds: readonly TranscriptFind[]; readonly next: number | null }> {
  const finds: TranscriptFind[] = []
  let end = Math.min((await stat(path)).size, search.before)
  for (let look = WINDOW; end > 0;) {
    const from = Math.max(0, end - look)
    const lines = await collect(path, from, end)
    for (const line of lines.toReversed()) {
      const find = matchLine(line.text, search.matcher, search.context)
      if (find !== undefined) finds.push(find)
      const isOver = await search.pause()
      if (isOver || finds.length === search.limit) return { finds, next: line.at === 0 ? null : line.at }
    }
    const first = lines[0]
    const isLost = first === undefined && look > 2 * LONGEST_LINE
    // Inside one line longer than the window: look at more of it, and give it up once nobody could have said so much.
    look = first === undefined && !isLost ? look * 4 : WINDOW
    if (first !== undefined) end = first.at
    else if (isLost || from === 0) end = from
  }
  return { finds, next: null }
}

/** What an index saw at a place, as it stands there now. */
export async function findAt(
  path: string,
  { at, length }: { readonly at: number; readonly length: number },
  matcher: TranscriptMatcher,
  context: number,
): Promise<TranscriptFind | undefined> {
  const line = await readLineAt(path, at, length)
  return line === undefined ? undefined : matchLine(line, matcher, context)
}

/** The words of a line, or nothing when nobody spoke there. */
export function readSaying(line: string): Saying | undefined {
  const record = readRecord(line)
  if (record === undefined) return undefined
  const { said } = record
  if ((said.kind !== 'prompt' && said.kind !== 'answer') || said.text === '') return undefined
  return { record, role: said.kind === 'prompt' ? 'user' : 'assistant', text: said.text }
}

function matchLine(line: string, matcher: TranscriptMatcher, context: number): TranscriptFind | undefined {
  const saying = readSaying(line)
  const excerpt = saying === undefined ? undefined : matcher.excerpt(saying.text, context)
  if (saying === undefined || excerpt === undefined) return undefined
  const { record, role } = saying
  return { record: record.id, role, saidAt: Date.parse(record.at), cwd: record.cwd, excerpt }
}

async function collect(path: string, from: number, to: number): Promise<readonly Line[]> {
  const lines: Line[] = []
  for await (const line of readLines(path, { from, to })) lines.push(line)
  return lines
}
