import { NO_REWIND, useRewind, type Rewind } from '../stores/rewind.ts'
import { getHub } from './hub.ts'

/** Looks back on a session, beginning with what it shows now. Tells how many minutes are kept where there is nothing. */
export async function beginRewind(address: string): Promise<{ readonly minutes: number } | undefined> {
  const { moments, minutes } = await getHub().sessions.moments({ target: address })
  if (moments.length === 0) return { minutes }
  useRewind.setState({ address, moments, place: moments.length - 1, screen: undefined, problem: undefined })
  await readMoment()
  return undefined
}

/** Shows another moment; what is shown stays until that has been read, also when it cannot be. */
export async function rewindTo(place: number): Promise<void> {
  const { moments } = useRewind.getState()
  useRewind.setState({ place: Math.min(Math.max(place, 0), moments.length - 1) })
  await readMoment()
}

/** Reads again what could not be read. */
export async function retryRewind(): Promise<void> {
  if (useRewind.getState().problem !== undefined) await readMoment()
}

export function endRewind(): void {
  useRewind.setState(NO_REWIND)
}

async function readMoment(): Promise<void> {
  const { address, moments, place } = useRewind.getState()
  const at = moments[place]
  if (address === null || at === undefined) return
  const isAsked = (now: Rewind) => now.address === address && now.moments[now.place] === at
  // Whoever drags on has no use for it any more.
  const show = (change: Partial<Rewind>) => useRewind.setState(now => (isAsked(now) ? change : now))
  await getHub()
    .sessions.moment({ target: address, at })
    .then(
      screen => show({ screen, problem: undefined }),
      (problem: unknown) => show({ problem }),
    )
}
