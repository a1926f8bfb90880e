import type { Address } from '#contract/address.ts'
import { HubError } from '#contract/errors.ts'
import type { TerminalWindows } from '#domain/ports.ts'
import { assertTypable } from '../typable.ts'
import type { ApiConnection } from './api-connection.ts'
import type { FollowedSessions } from './followed-sessions.ts'
import { closeSession, openTab, splitPane } from './open-sessions.ts'
import type { Target } from './send.ts'
import type { SessionBook } from './session-book.ts'
import { findVariable, setTitle, setVariable, tagVariable } from './titles.ts'

interface WindowParts {
  readonly book: SessionBook
  readonly sessions: FollowedSessions
  connection(): Promise<ApiConnection>
  find(address: Address): Promise<Target>
}

/** What iTerm2's API does with windows, tabs and panes. */
export function createWindows({ book, sessions, connection, find }: WindowParts): TerminalWindows {
  async function listed(over: ApiConnection, id: string): Promise<Address> {
    await sessions.refresh(over)
    return `iterm2:${id}`
  }

  return {
    async open(session, beside) {
      if (beside === undefined) return this.openWindow(session)
      const target = await find(beside)
      const window = book.placeOf(target.id)?.window?.id
      return listed(target.connection, await openTab(target.connection, window, session))
    },
    async openWindow(session) {
      const over = await connection()
      return listed(over, await openTab(over, undefined, session))
    },
    async split(address, where, session) {
      const target = await find(address)
      return listed(target.connection, await splitPane(target.connection, target.id, where, session))
    },
    async close(address) {
      const target = await find(address)
      await closeSession(target.connection, target.id)
      await sessions.refresh(target.connection)
    },
    async setTitleOf(what, address, title) {
      assertTypable(title, false)
      const target = await find(address)
      const receiver = book.placeOf(target.id)?.[what]?.id
      if (receiver === undefined)
        throw new HubError('terminal', 'The session is buried: it is in no tab and no window.')
      await setTitle(target.connection, receiver, title)
    },
    async setTag(address, name, value) {
      const target = await find(address)
      await setVariable(target.connection, target.id, tagVariable(name), value === '' ? null : value)
    },
    async findTag(address, name) {
      const target = await find(address)
      return findVariable(target.connection, target.id, tagVariable(name))
    },
  }
}
