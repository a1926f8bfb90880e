import { HubError } from '#contract/errors.ts'
import type { TranscriptMatch } from '#contract/transcript.ts'
import type { TranscriptFind, TranscriptMatcher } from '#domain/transcript-ports.ts'
import type { Hub } from '../hub.ts'
import { sourceOf, type OpenTranscript } from './whose.ts'

/** Longest time for one search, in milliseconds; it tells how far it came. */
const SEARCH_TIME = 2_000
/** How long a search waits for what is new to be indexed, in milliseconds. */
const CATCH_UP_TIME = 1_500
/** Time after which everybody else gets a turn, in milliseconds. */
const SLICE = 8

export interface SearchRequest {
  readonly query: string
  readonly regex: boolean
  readonly context: number
  readonly limit: number
  readonly before?: string | undefined
}

export interface SearchAnswer {
  readonly matches: TranscriptMatch[]
  readonly next: string | null
  readonly complete: boolean
}

/** Searches one transcript from its end. */
export async function searchOne(hub: Hub, open: OpenTranscript, request: SearchRequest): Promise<SearchAnswer> {
  const { file, session } = open
  const pace = startPace(hub)
  const { finds, next } = await hub.transcripts.library.search(file.path, {
    matcher: matcherFor(hub, request),
    context: request.context,
    limit: request.limit,
    before: readPlace(request.before)[1] ?? Infinity,
    pause: pace.pause,
  })
  const matches = finds.map(find => toMatch(hub, file.transcript, find, session))
  return {
    matches,
    next: next === null ? null : `0.${next}`,
    complete: next === null || finds.length === request.limit,
  }
}

/** Words are looked up in the index, a pattern is searched for in one transcript after the other. */
export function searchAll(hub: Hub, request: SearchRequest): Promise<SearchAnswer> {
  return request.regex ? searchEvery(hub, request) : searchIndex(hub, request)
}

async function searchIndex(hub: Hub, request: SearchRequest): Promise<SearchAnswer> {
  const words = request.query.split(/\s+/u).filter(word => /[\p{L}\p{N}]/u.test(word))
  if (words.length === 0) throw badQuery('the search has no letter or digit in it')
  const { library, index, keeper } = hub.transcripts
  const isCurrent = await keeper.catchUp(CATCH_UP_TIME)
  const hits = index.search(words, request.limit + 1, readPlace(request.before)[0])
  const shown = hits.slice(0, request.limit)
  const matcher = shownBy(library.words(words.join(' ')))
  const matches: TranscriptMatch[] = []
  for (const hit of shown) {
    const find = await library.findAt(hit.path, hit, matcher, request.context).catch(() => undefined)
    if (find !== undefined) matches.push(toMatch(hub, hit.transcript, find))
  }
  const last = shown.at(-1)
  const next = hits.length > shown.length && last !== undefined ? `${last.id}.0` : null
  return { matches, next, complete: isCurrent }
}

async function searchEvery(hub: Hub, request: SearchRequest): Promise<SearchAnswer> {
  const { library } = hub.transcripts
  const pace = startPace(hub)
  const matcher = matcherFor(hub, request)
  const [skip = 0, start] = readPlace(request.before)
  const files = await library.list()
  const matches: TranscriptMatch[] = []
  let before = start === undefined || start === 0 ? Infinity : start
  for (let place = skip; place < files.length; place++) {
    const file = files[place]
    if (file === undefined) break
    const limit = request.limit - matches.length
    const search = { matcher, context: request.context, limit, before, pause: pace.pause }
    const { finds, next } = await library.search(file.path, search).catch(() => ({ finds: [], next: null }))
    matches.push(...finds.map(find => toMatch(hub, file.transcript, find)))
    const isFull = matches.length === request.limit
    if (next !== null) return { matches, next: `${place}.${next}`, complete: isFull }
    if (isFull && place + 1 < files.length) return { matches, next: `${place + 1}.0`, complete: true }
    before = Infinity
  }
  return { matches, next: null, complete: true }
}

/** The index found it; where its words begin in another place than the matcher thinks, its first lines are shown. */
function shownBy(matcher: TranscriptMatcher): TranscriptMatcher {
  return {
    excerpt: (text, context) =>
      matcher.excerpt(text, context) ??
      text
        .split('\n')
        .slice(0, context + 1)
        .join('\n')
        .slice(0, 400),
  }
}

function matcherFor({ transcripts: { library } }: Hub, { query, regex }: SearchRequest): TranscriptMatcher {
  const matcher = regex ? library.pattern(query) : library.words(query)
  if (typeof matcher === 'string') throw badQuery(matcher)
  return matcher
}

function toMatch(
  hub: Hub,
  transcript: string,
  { record, role, saidAt, cwd, excerpt }: TranscriptFind,
  session?: OpenTranscript['session'],
): TranscriptMatch {
  const source = sourceOf(hub, transcript, cwd, session)
  return { source, turn: record, at: new Date(saidAt).toISOString(), role, excerpt }
}

/** Bounds a search in time, and lets others run in between. */
function startPace({ clock }: Hub): { pause(): Promise<boolean> } {
  const end = clock.monotonic() + SEARCH_TIME
  let sliceEnd = clock.monotonic() + SLICE
  return {
    async pause() {
      const now = clock.monotonic()
      if (now > sliceEnd) {
        await new Promise<void>(resolve => void setImmediate(resolve))
        sliceEnd = clock.monotonic() + SLICE
      }
      return now > end
    },
  }
}

/** Where an earlier answer stopped: two numbers, whose meaning is the search's own. */
function readPlace(before: string | undefined): readonly (number | undefined)[] {
  if (before === undefined) return []
  const [, first, second] = /^(\d{1,16})\.(\d{1,16})$/u.exec(before) ?? []
  if (first === undefined) throw badQuery('before is not a place that an earlier answer gave')
  return [Number(first), Number(second)]
}

function badQuery(message: string): HubError {
  return new HubError('bad_request', message, {
    hint: 'Words must all occur; with regex the query is a pattern for one line.',
    data: { issues: [{ message, path: ['query'] }] },
  })
}
