import { HubError } from '#contract/errors.ts'
import type { ApiConnection } from './api-connection.ts'
import type { RequestDraft } from './schema/envelope.ts'
import { NotificationStatus, NotificationType } from './schema/notifications.ts'
import { VariableScope } from './schema/variables.ts'
import { WATCHED_NAMES } from './session-facts.ts'

const APP_WIDE = [
  NotificationType.NEW_SESSION,
  NotificationType.TERMINATE_SESSION,
  NotificationType.LAYOUT_CHANGE,
] as const

const DONE: readonly number[] = [NotificationStatus.OK, NotificationStatus.ALREADY_SUBSCRIBED]
const CLOSED: readonly number[] = [NotificationStatus.SESSION_NOT_FOUND, NotificationStatus.INVALID_IDENTIFIER]

/**
 * Asks for news of everything there is and will be. App-wide news first: an iTerm2 that nobody has asked for any yet
 * forgets what it is asked of the variables of all sessions, and says OK.
 */
export async function subscribe(connection: ApiConnection): Promise<void> {
  await ask(connection, [...APP_WIDE.map(notificationType => ({ notificationType })), ...newsOf('all')], DONE)
}

/**
 * `all` leaves out what is buried just then, and brings it in at no later time: those sessions are asked for one by one.
 * One of them may have closed since it was listed.
 */
export async function subscribeToBuried(connection: ApiConnection, ids: readonly string[]): Promise<void> {
  await ask(connection, ids.flatMap(newsOf), [...DONE, ...CLOSED])
}

/** What is worth hearing of one session, by its id, or of `all`. */
function newsOf(id: string): readonly RequestDraft<'notification'>[] {
  return [
    { session: id, notificationType: NotificationType.SCREEN_UPDATE },
    ...WATCHED_NAMES.map(name => ({
      notificationType: NotificationType.VARIABLE_CHANGE,
      variableMonitorRequest: { name, scope: VariableScope.SESSION, identifier: id },
    })),
  ]
}

async function ask(
  connection: ApiConnection,
  wanted: readonly RequestDraft<'notification'>[],
  expected: readonly number[],
): Promise<void> {
  const answers = await Promise.all(wanted.map(each => connection.call('notification', { ...each, subscribe: true })))
  const refused = answers.find(({ status }) => !expected.includes(status))
  if (refused !== undefined) throw new HubError('terminal', `iTerm2 does not tell of changes (${refused.status}).`)
}
