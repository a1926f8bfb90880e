import type { ApiConnection } from './api-connection.ts'
import type { LinkListener } from './api-link.ts'
import type { FollowedSessions } from './followed-sessions.ts'
import { seeOnlyBecause, type Away } from './link-state.ts'
import type { Notification } from './schema/notifications.ts'
import type { ScriptedSessions } from './scripted-sessions.ts'

/** Keeps the book of sessions by the API, and by AppleScript while there is none: never by both. */
export class SessionKeeper implements LinkListener {
  readonly #followed: FollowedSessions
  readonly #scripted: ScriptedSessions

  constructor(followed: FollowedSessions, scripted: ScriptedSessions) {
    this.#followed = followed
    this.#scripted = scripted
  }

  async connected(connection: ApiConnection, madeAt: number): Promise<void> {
    await this.#followed.connected(connection, madeAt, () => this.#scripted.stop())
  }

  notified(notification: Notification): void {
    this.#followed.notified(notification)
  }

  offline(why: Away): void {
    const seeOnly = seeOnlyBecause(why)
    if (!this.#scripted.isOn || seeOnly === undefined) this.#followed.offline()
    if (seeOnly === undefined) this.#scripted.stop()
    else this.#scripted.start(seeOnly)
  }
}
