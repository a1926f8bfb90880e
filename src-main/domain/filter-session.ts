import type { Session } from '#contract/session.ts'
import { subjectMatches } from './filter-match.ts'
import type { Filter, FilterKey, FilterValue } from './filter-terms.ts'
import type { Now } from './filter-time.ts'
import { anyEquals, anyIdEquals, isInFolder } from './filter-words.ts'

/** What a session does not say about itself. */
export interface SessionContext extends Now {
  /** Names of the groups a session belongs to, without `@`. */
  groupsOf(address: string): readonly string[]
  /** True when a kind (`claude`, `shell`, ...) is that of an agent program. */
  isAgent(kind: string): boolean
  /** The person's home folder, absolute, for `dir:~/src`. */
  readonly home: string
  /** Name of this machine, for `host:`; `local` always works. */
  readonly host?: string
  /** Sessions for which a person has begun a message; one whose own input line holds text counts anyway. */
  readonly drafts?: ReadonlySet<string>
}

/** True when the session matches. Its time is when the hub first saw it, and `dur:` is how long ago that is. */
export function matchesSession(filter: Filter, session: Session, context: SessionContext): boolean {
  const since = Date.parse(session.since)
  const subject = {
    texts: [session.name, session.title, session.cwd, session.branch ?? '', session.kind],
    holds: (key: FilterKey, value: FilterValue) => holds(key, value, session, context),
    at: since,
    lasted: context.now - since,
  }
  return subjectMatches(filter, subject, context)
}

function holds(key: FilterKey, value: FilterValue, session: Session, context: SessionContext): boolean {
  const text = value.kind === 'word' ? value.text : ''
  if (key === 'is') return is(text, session, context)
  if (key === 'has') return has(text, session, context)
  if (key === 'dir') return isInFolder(text, session.cwd, context.home)
  if (key === 'id') return anyIdEquals(value, idsOf(session))
  return anyEquals(value, fieldsOf(key, session, context))
}

function is(word: string, session: Session, context: SessionContext): boolean {
  if (word === 'agent') return context.isAgent(session.kind)
  if (word === 'needs-me') return session.state === 'blocked'
  return session.state === (word === 'ready' ? 'idle' : word)
}

function has(word: string, session: Session, context: SessionContext): boolean {
  switch (word) {
    case 'agent':
      return session.agent !== null
    case 'branch':
      return session.branch !== null
    case 'draft':
      return session.detail === 'draft' || context.drafts?.has(session.address) === true
    case 'group':
      return context.groupsOf(session.address).length > 0
    case 'title':
      return session.title !== ''
    default:
      return false
  }
}

/** Keys that say something about a log row only (`by`, `to`, `type`, ...) have no field here, and hold for no session. */
function fieldsOf(key: FilterKey, session: Session, context: SessionContext): readonly string[] {
  const { window, tab, pane } = session.location
  switch (key) {
    case 'in':
      return [window, tab, pane, `${window}:${tab}`, `${window}:${tab}.${pane}`]
    case 'group':
      return groupNames(session, context)
    case 'host':
      return ['local', 'localhost', ...(context.host === undefined ? [] : [context.host])]
    case 'branch':
      return session.branch === null ? [] : [session.branch]
    case 'status':
      return [session.state]
    case 'kind':
      return [session.kind]
    case 'name':
      return session.agent === null ? [session.name] : [session.name, session.agent]
    case 'backend':
      return [session.backend]
    default:
      return []
  }
}

/** With and without `@`, as people write them; `all` is the built-in group of every agent. */
function groupNames(session: Session, context: SessionContext): readonly string[] {
  const names = context.groupsOf(session.address)
  const all = context.isAgent(session.kind) ? ['all'] : []
  return [...names, ...all].flatMap(name => [name, `@${name}`])
}

/** The whole address, and what is behind its backend and its server. */
function idsOf({ address }: Session): readonly string[] {
  return [address, address.slice(address.indexOf(':') + 1), address.slice(address.lastIndexOf('/') + 1)]
}
