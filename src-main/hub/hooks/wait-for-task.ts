import { HubError } from '#contract/errors.ts'
import type { Caller } from '../caller.ts'
import type { Hub } from '../hub.ts'
import { listFetchable } from './hand-over.ts'
import type { HookedSession } from './hooked-sessions.ts'

/** Longest wait of one call, in milliseconds, and the longest timer of the clock. */
const PATIENCE = 280_000
const TICK = 30_000

/**
 * How many tasks begin to wait for the caller's session that it was not woken for yet; zero when none comes in time.
 * Fails with `not_found` for a caller in no session that the hub sees: it would wait for nothing.
 */
export async function waitForTask(hub: Hub, { sender }: Caller, signal: AbortSignal | undefined): Promise<number> {
  const { address } = sender
  const entry = address === null ? undefined : hub.roster.find(address)
  // Whoever waits here has our plugin, and with it our hooks, whether or not one has called yet.
  if (entry === undefined) {
    throw new HubError('not_found', 'The hub does not see the session this was called from', {
      hint: 'Call it inside a session that comms ls shows.',
      data: { what: 'session' },
    })
  }
  const session = hub.hooks.sessions.note(entry, entry.session.pid)
  if (session !== undefined) session.hasMonitor = true
  const until = hub.clock.now() + PATIENCE
  const news = new AbortController()
  const wake = () => news.abort()
  signal?.addEventListener('abort', wake, { once: true })
  using _news = hub.announcer.subscribe(event => {
    if (event.type === 'delivery.changed' && event.data.to.address === address) wake()
  })
  let count = takeNew(hub, session)
  while (count === 0 && signal?.aborted !== true && hub.clock.now() < until) {
    await hub.clock.sleep(TICK, news.signal.aborted ? undefined : news.signal).catch(() => undefined)
    count = takeNew(hub, session)
    if (news.signal.aborted) break
  }
  signal?.removeEventListener('abort', wake)
  return count
}

function takeNew(hub: Hub, session: HookedSession): number {
  const tasks = listFetchable(hub, session).filter(({ message }) => message.kind === 'task')
  const fresh = tasks.filter(({ message }) => !session.toldOf.has(message.id))
  for (const { message } of fresh) session.toldOf.add(message.id)
  return fresh.length
}
