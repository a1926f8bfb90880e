import { HubError } from '#contract/errors.ts'
import type { NewSession } from '#domain/ports.ts'
import type { ApiConnection } from './api-connection.ts'
import { notFound } from './failures.ts'
import {
  CloseStatus,
  CreateTabStatus,
  SplitDirection,
  SplitPaneStatus,
  type ProfilePropertyDraft,
} from './schema/sessions.ts'

/** iTerm2 may take its time: it starts a program, and answers when that is done. */
const PATIENCE = 15_000

/** Opens a tab in a window, or without one a window, and leaves the person where they are. Returns the session's id. */
export async function openTab(
  connection: ApiConnection,
  windowId: string | undefined,
  session: NewSession,
): Promise<string> {
  const request = {
    ...(windowId !== undefined && { windowId }),
    customProfileProperties: propertiesOf(session),
    // iTerm2 before 3.7 selects the new tab all the same.
    selectTab: false,
  }
  const { status, sessionId } = await connection.call('createTab', request, PATIENCE)
  if (status === CreateTabStatus.OK) return sessionId
  throw refused('opened no tab', CreateTabStatus, status)
}

/** Splits a pane, the new one right of it or below. Returns its id. */
export async function splitPane(
  connection: ApiConnection,
  id: string,
  where: 'right' | 'below',
  session: NewSession,
): Promise<string> {
  const request = {
    session: id,
    splitDirection: where === 'right' ? SplitDirection.VERTICAL : SplitDirection.HORIZONTAL,
    customProfileProperties: propertiesOf(session),
  }
  const { status, sessionId } = await connection.call('splitPane', request, PATIENCE)
  if (status === SplitPaneStatus.SESSION_NOT_FOUND) throw notFound(id)
  const [added] = sessionId
  if (status === SplitPaneStatus.OK && added !== undefined) return added
  throw refused('did not split the pane', SplitPaneStatus, status)
}

/** Ends a session with its program. Without asking: a question in iTerm2 would hold up everything else. */
export async function closeSession(connection: ApiConnection, id: string): Promise<void> {
  const { statuses } = await connection.call('close', { sessions: { sessionIds: [id] }, force: true })
  const [status = CloseStatus.OK] = statuses
  if (status === CloseStatus.NOT_FOUND) throw notFound(id)
  if (status !== CloseStatus.OK) throw refused('did not close the session', CloseStatus, status)
}

/** Keys of a profile; the values are JSON. */
function propertiesOf({ command, folder }: NewSession): readonly ProfilePropertyDraft[] {
  const properties = {
    ...(command !== undefined && { 'Custom Command': 'Yes', Command: command }),
    ...(folder !== undefined && { 'Custom Directory': 'Yes', 'Working Directory': folder }),
  }
  return Object.entries(properties).map(([key, value]) => ({ key, jsonValue: JSON.stringify(value) }))
}

function refused(what: string, statuses: Readonly<Record<string, number>>, status: number): HubError {
  const name = Object.entries(statuses).find(([, value]) => value === status)?.[0] ?? `status ${status}`
  return new HubError('terminal', `iTerm2 ${what}: ${name.toLowerCase().replaceAll('_', ' ')}.`, {
    data: { status: name },
  })
}
