import { HubError } from '#contract/errors.ts'
import type { ApiConnection } from './api-connection.ts'
import { NOTHING_SENT, notFound, refusedBy } from './failures.ts'
import { lookForMark } from './look.ts'
import { SendTextStatus } from './schema/sessions.ts'

/** Where one call goes. */
export interface Target {
  readonly id: string
  readonly connection: ApiConnection
}

/** iTerm2 cannot check and act in one step. Looking once more right before leaves the least time between the two. */
export async function assertUnmoved({ id, connection }: Target, activity: string | undefined): Promise<void> {
  if (activity === undefined || (await lookForMark(connection, id)) === activity) return
  throw new HubError('terminal', 'Nothing was sent: the screen has changed since it was looked at.', {
    data: { ...NOTHING_SENT, moved: true },
  })
}

/**
 * Queues text for one session and no other. What was looked at over another connection may have been another iTerm2,
 * with another program under the same id: then nothing is sent.
 */
export async function sendText({ id, connection }: Target, text: string, isSeenOverIt: boolean): Promise<void> {
  if (!isSeenOverIt) {
    throw new HubError('terminal', 'Nothing was typed: iTerm2 was connected anew and must be looked at first.', {
      data: { ...NOTHING_SENT },
    })
  }
  const { status } = await connection.call('sendText', { session: id, text, suppressBroadcast: true })
  if (status === SendTextStatus.SESSION_NOT_FOUND) throw notFound(id)
  if (status !== SendTextStatus.OK) throw refusedBy('it the text', SendTextStatus, status)
}
