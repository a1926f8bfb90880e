import type { Session } from '#contract/session.ts'
import { findSimilar } from './target-similar.ts'
import { listPresent, type World } from './target-world.ts'

/** Answers to a name, the surest first. The first that any session gives decides; later ones are not asked. */
const TIERS: readonly ((session: Session, name: string) => boolean)[] = [
  (session, name) => session.name === name || session.agent === name,
  (session, name) => baseName(session.cwd) === name,
  (session, name) => session.backend === 'tmux' && placesOf(session).includes(name),
]

/** Sessions that answer to a name. More than one means that the name does not say which, and nobody may choose. */
export function findByName(name: string, world: World): readonly Session[] {
  const present = listPresent(world)
  for (const answers of TIERS) {
    const found = present.filter(session => answers(session, name))
    if (found.length > 0) return withoutMoved(found)
  }
  return []
}

/** A terminal whose conversation went on in the background under the same name is not what is meant. */
function withoutMoved(sessions: readonly Session[]): readonly Session[] {
  const addresses = new Set(sessions.map(({ address }) => address))
  return sessions.filter(({ movedTo }) => movedTo === undefined || !addresses.has(movedTo))
}

/** Up to three names that could have been meant. */
export function findSimilarNames(name: string, world: World): readonly string[] {
  const names = listPresent(world).flatMap(session => [session.name, session.agent ?? '', baseName(session.cwd)])
  return findSimilar(
    name,
    names.filter(candidate => candidate !== ''),
    3,
  )
}

function baseName(path: string): string {
  return path.split('/').findLast(segment => segment !== '') ?? ''
}

/** `%3`, and `session:window.pane` with the window's number or its name; the tab is `number:name`. */
function placesOf({ address, location: { window, tab, pane } }: Session): readonly string[] {
  const colon = tab.indexOf(':')
  const windows = colon < 0 ? [tab] : [tab.slice(0, colon), tab.slice(colon + 1)]
  return [address.slice(address.lastIndexOf('/') + 1), ...windows.map(one => `${window}:${one}.${pane}`)]
}
