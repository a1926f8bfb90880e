import type { Group } from '#contract/group.ts'
import type { Session } from '#contract/session.ts'

/** How a target reads to a person. Which sessions it means, the hub decides when the message is sent. */
export type TargetLook =
  | { readonly kind: 'session'; readonly address: string; readonly name: string; readonly isGone: boolean }
  | { readonly kind: 'fixed' | 'live'; readonly name: string; readonly isGone: boolean }
  | { readonly kind: 'filter'; readonly filter: string }
  | { readonly kind: 'name'; readonly name: string }

const ADDRESS = /^(tmux:.+\/%\d+|pty:[\w-]+|iterm2:[\w-]+|claude:[\w-]+)$/
const FILTER_KEYS =
  'is|in|group|host|dir|branch|model|tag|by|to|status|type|level|has|since|before|dur|id|kind|name|backend'
/** Looks like a filter to the hub too: a known key, a phrase in quotes or a pattern. */
const FILTER_TERM = new RegExp(`(^|\\s)-?(${FILTER_KEYS}):|(^|\\s)-?["/]`)

/** @param names what sessions that are gone were called, as far as the page remembers */
export function describeTarget(
  target: string,
  sessions: Readonly<Record<string, Session>>,
  groups: Readonly<Record<string, Group>>,
  names: ReadonlyMap<string, string>,
): TargetLook {
  const session = sessions[target]
  if (session !== undefined)
    return { kind: 'session', address: target, name: session.name, isGone: session.state === 'gone' }
  if (ADDRESS.test(target)) return { kind: 'session', address: target, name: names.get(target) ?? target, isGone: true }
  if (target.startsWith('@')) {
    const name = target.slice(1).toLowerCase()
    if (name === 'all') return { kind: 'live', name, isGone: false }
    const group = groups[name]
    return { kind: group?.kind ?? 'fixed', name, isGone: group === undefined }
  }
  return FILTER_TERM.test(target) ? { kind: 'filter', filter: target } : { kind: 'name', name: target }
}

/** One row of the completion under the target field. */
export interface TargetChoice {
  /** What becomes the target when it is chosen. */
  readonly target: string
  readonly label: string
  readonly about: string
}

const MOST = 8

/** Sessions and groups that fit what was typed, best first: a name that begins so, then one that holds it. */
export function completeTarget(
  typed: string,
  sessions: Readonly<Record<string, Session>>,
  groups: Readonly<Record<string, Group>>,
): readonly TargetChoice[] {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return []
  const onlyAfterAt = wanted.startsWith('@')
  const word = onlyAfterAt ? wanted.slice(1) : wanted
  const choices = [...listGroupChoices(groups), ...Object.values(sessions).map(toChoice)]
  return choices
    .map(choice => ({ choice, rank: rankOf(choice, word) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ choice }) => choice)
}

function listGroupChoices(groups: Readonly<Record<string, Group>>): readonly TargetChoice[] {
  const own = Object.values(groups).map(group => ({
    target: `@${group.name}`,
    label: `@${group.name}`,
    about: group.kind === 'live' ? `live: ${group.filter}` : 'group',
  }))
  return [...own, { target: '@all', label: '@all', about: 'every agent' }]
}

function toChoice(session: Session): TargetChoice {
  return { target: session.address, label: session.name, about: session.cwd }
}

function rankOf({ label, about, target }: TargetChoice, word: string): number {
  const name = label.replace(/^@/, '').toLowerCase()
  if (name.startsWith(word)) return 0
  if (name.includes(word)) return 1
  return about.toLowerCase().includes(word) || target.toLowerCase().includes(word) ? 2 : -1
}

/** True for the address of a session that is not there (any more). */
export function isEndedAddress(target: string, sessions: Readonly<Record<string, Session>>): boolean {
  const session = sessions[target]
  return session === undefined ? ADDRESS.test(target) : session.state === 'gone'
}

/** A filter as the hub takes a target: one of plain words only would be read as a name there, so its first is quoted. */
export function filterAsTarget(filter: string): string {
  const words = filter.trim()
  if (words === '') return '@all'
  return FILTER_TERM.test(words) ? words : words.replace(/^\S+/, first => `"${first}"`)
}
