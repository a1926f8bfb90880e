import type { HubClient } from '#client/calls.ts'
import { createContext, type ContextSource } from '../context.ts'
import { printSafe } from '../print-safe.ts'
import { SESSION_MARKS } from '../view/states.ts'
import type { Candidate } from './candidates.ts'

/** Longest wait for a hub, in milliseconds: somebody's cursor stands still meanwhile. */
const PATIENCE = 800

/** What a filter may ask for beside the states. */
const OTHER_WORDS: readonly Candidate[] = [
  { word: 'is:agent', meaning: 'runs an agent' },
  { word: 'is:ready', meaning: 'idle' },
  { word: 'is:needs-me', meaning: 'waits for you' },
]

/** Sessions by name, groups, and the states a filter may ask for. */
export async function targetCandidates(source: ContextSource, words: readonly string[]): Promise<readonly Candidate[]> {
  const states = Object.entries(SESSION_MARKS).map(([state, { word }]) => ({ word: `is:${state}`, meaning: word }))
  const [sessions, groups] = await Promise.all([sessionCandidates(source, words), groupCandidates(source, words, '@')])
  return [...sessions, ...groups, ...states, ...OTHER_WORDS]
}

async function sessionCandidates(source: ContextSource, words: readonly string[]): Promise<readonly Candidate[]> {
  const answer = await ask(source, words, (client, options) => client.sessions.list({}, options))
  return (answer?.sessions ?? []).map(session => {
    return { word: session.name, meaning: printSafe([session.state, session.kind, session.cwd].join(' ')) }
  })
}

export async function groupCandidates(
  source: ContextSource,
  words: readonly string[],
  prefix: '' | '@',
): Promise<readonly Candidate[]> {
  const answer = await ask(source, words, (client, options) => client.groups.list(undefined, options))
  return (answer?.groups ?? []).map(group => ({ word: prefix + group.name, meaning: 'group' }))
}

export async function scheduleCandidates(
  source: ContextSource,
  words: readonly string[],
): Promise<readonly Candidate[]> {
  const answer = await ask(source, words, (client, options) => client.schedules.list(undefined, options))
  return (answer?.schedules ?? []).map(({ name, sentence }) => ({ word: name, meaning: printSafe(sentence) }))
}

/** Scripts by the shortest name that means one of them. */
export async function scriptCandidates(source: ContextSource, words: readonly string[]): Promise<readonly Candidate[]> {
  const answer = await ask(source, words, (client, options) => client.scripts.list(undefined, options))
  const stem = (id: string) => id.slice(id.lastIndexOf('/') + 1).replace(/\.[a-z]+$/i, '')
  const stems = (answer?.scripts ?? []).map(({ id }) => stem(id))
  return (answer?.scripts ?? []).map(({ id, name }) => {
    const isAlone = stems.indexOf(stem(id)) === stems.lastIndexOf(stem(id))
    return { word: isAlone ? stem(id) : id, meaning: printSafe(name) }
  })
}

/** The answer of a hub that runs already, or nothing: completion starts no hub and shows no error. */
async function ask<Answer>(
  source: ContextSource,
  words: readonly string[],
  call: (client: HubClient, options: { signal: AbortSignal }) => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    const home = words[words.indexOf('--home') + 1]
    const context = createContext(source, { start: false, home: words.includes('--home') ? home : undefined })
    const { client } = await context.connect()
    return await call(client, { signal: AbortSignal.timeout(PATIENCE) })
  } catch {
    return undefined
  }
}
