import { describe, expect, it } from 'vitest'
import { HubError } from '#contract/errors.ts'
import type { ApiConnection } from '#terminals/iterm2/api-connection.ts'
import { FollowedSessions } from '#terminals/iterm2/followed-sessions.ts'
import type { Notification } from '#terminals/iterm2/schema/notifications.ts'
import { SessionBook } from '#terminals/iterm2/session-book.ts'
import { FACT_NAMES } from '#terminals/iterm2/session-facts.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

describe('the lists of iTerm2', () => {
  it('count in the order in which they came, however long each takes to read', async () => {
    const iterm2 = await connected('a')
    iterm2.tells('a', 'slow')
    iterm2.tells('a', 'new')
    await iterm2.answers('new')

    await iterm2.answers('slow')

    expect(iterm2.listed()).toEqual(['a', 'new'])
  })

  it('keep what opened while a new connection still read everything', async () => {
    const iterm2 = await connected('a')
    const reconnected = iterm2.connects('a', 'slow')
    await untilAsked()
    iterm2.tells('a', 'new')
    await iterm2.answers('new')
    await iterm2.answers('a', 'slow')
    await reconnected

    expect(iterm2.listed()).toEqual(['a', 'new'])
  })

  it('bring nothing back that a newer one has not', async () => {
    const iterm2 = await connected('a')
    iterm2.tells('a', 'short')
    iterm2.tells('a')
    await iterm2.answers('short')

    expect(iterm2.listed()).toEqual(['a'])
  })

  it('are asked for again when one could not be read, until it can', async () => {
    const iterm2 = await connected('a')
    iterm2.tells('a', 'late')
    await iterm2.refuses('late')
    const before = iterm2.listed()
    await iterm2.clock.advance(1_000)
    await iterm2.refuses('late')
    await iterm2.clock.advance(1_000)
    await iterm2.answers('late')

    expect(before).toEqual(['a'])
    expect(iterm2.listed()).toEqual(['a', 'late'])
    expect(iterm2.clock.waiting).toBe(0)
  })
})

/** Everything that was answered has been taken in. */
function untilAsked(): Promise<void> {
  return new Promise(resolve => void setImmediate(resolve))
}

/** The follower of an iTerm2 whose answers about a session come when a test says so. */
async function connected(...open: readonly string[]) {
  const clock = createFakeClock()
  const book = new SessionBook(clock, () => {})
  const bugs: unknown[] = []
  const server = { pid: 1, startedAt: 0 }
  const sessions = new FollowedSessions(
    clock,
    book,
    () => Promise.resolve(server as never),
    bug => bugs.push(bug),
  )
  const asked: { readonly id: string; readonly answer: PromiseWithResolvers<unknown> }[] = []
  let now = open

  const connection = {
    call(name: string, { sessionId }: { readonly sessionId?: string }): Promise<unknown> {
      if (name === 'listSessions') return Promise.resolve(listOf(now))
      if (name === 'notification') return Promise.resolve({ status: 0 })
      if (sessionId === undefined) return Promise.resolve({ status: 0, values: ['1'] })
      const answer = Promise.withResolvers<unknown>()
      asked.push({ id: sessionId, answer })
      return answer.promise
    },
  } as unknown as ApiConnection

  /** Answers the oldest question about each of these. */
  async function settle(ids: readonly string[], how: (answer: PromiseWithResolvers<unknown>) => void): Promise<void> {
    for (const id of ids) {
      await untilAsked()
      const place = asked.findIndex(each => each.id === id)
      const [question] = place === -1 ? [] : asked.splice(place, 1)
      if (question === undefined) throw new Error(`nobody asked about ${id}`)
      how(question.answer)
    }
    await untilAsked()
  }
  const iterm2 = {
    clock,
    sessions,
    connects(...ids: readonly string[]): Promise<void> {
      now = ids
      return sessions.connected(connection, 0, () => {})
    },
    tells(...ids: readonly string[]): void {
      now = ids
      sessions.notified({ layoutChangedNotification: { listSessionsResponse: listOf(ids) } } as unknown as Notification)
    },
    answers: (...ids: readonly string[]) =>
      settle(ids, answer => answer.resolve({ status: 0, values: FACT_NAMES.map(() => '""') })),
    refuses: (...ids: readonly string[]) => settle(ids, answer => answer.reject(new HubError('terminal', 'too late'))),
    listed(): readonly string[] {
      if (bugs.length > 0) throw bugs[0]
      return book
        .list()
        .map(({ address }) => address.replace('iterm2:', ''))
        .toSorted()
    },
  }
  const ready = iterm2.connects(...open)
  await iterm2.answers(...open)
  await ready
  return iterm2
}

function listOf(ids: readonly string[]) {
  const links = ids.map(uniqueIdentifier => ({ session: { uniqueIdentifier, title: uniqueIdentifier } }))
  return {
    windows: [{ windowId: 'w', number: 0, tabs: [{ tabId: 't', root: { links }, minimizedSessions: [] }] }],
    buriedSessions: [],
  }
}
