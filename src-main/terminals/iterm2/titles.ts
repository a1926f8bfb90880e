import { tagName } from '../tag-name.ts'
import type { ApiConnection } from './api-connection.ts'
import { failedCall, notFound, refusedBy } from './failures.ts'
import { setNameCall, setTitleCall } from './invocation.ts'
import type { Place } from './layout.ts'
import { VariableStatus } from './schema/variables.ts'
import { parse, TITLE_VARIABLE } from './session-facts.ts'

/**
 * Gives a session a title that stays. A program's own title replaces a session's name, so the name alone would not last:
 * a variable of the session keeps it for us, and the title of the tab shows it to the person where the session is alone
 * in its tab.
 */
export async function setSessionTitle(
  connection: ApiConnection,
  id: string,
  place: Place | undefined,
  title: string,
): Promise<void> {
  await setVariable(connection, id, TITLE_VARIABLE, title)
  await invoke(connection, id, setNameCall(title))
  if (place?.tab?.panes === 1) await setTitle(connection, place.tab.id, title)
}

/** Titles a tab or a window. */
export function setTitle(connection: ApiConnection, receiver: string, title: string): Promise<void> {
  return invoke(connection, receiver, setTitleCall(title))
}

/** The variable that keeps a tag. iTerm2 takes no other dot in it; titles have a variable of their own beside it. */
export function tagVariable(name: string): string {
  return `user.comms_tag_${tagName(name)}`
}

/** A text kept in a session, or undefined. */
export async function findVariable(connection: ApiConnection, id: string, name: string): Promise<string | undefined> {
  const { status, values } = await connection.call('variable', { sessionId: id, get: [name] })
  if (status === VariableStatus.SESSION_NOT_FOUND) throw notFound(id)
  if (status !== VariableStatus.OK) throw refusedBy(name, VariableStatus, status)
  const value = parse(values[0])
  return typeof value === 'string' ? value : undefined
}

/** Keeps a text in a session for as long as it lives: `user.<name>`, without another dot. Null takes it away. */
export async function setVariable(
  connection: ApiConnection,
  id: string,
  name: string,
  value: string | null,
): Promise<void> {
  const { status } = await connection.call('variable', { sessionId: id, set: [{ name, value: JSON.stringify(value) }] })
  if (status === VariableStatus.SESSION_NOT_FOUND) throw notFound(id)
  if (status !== VariableStatus.OK) throw refusedBy(name, VariableStatus, status)
}

/** Calls a method of a session, tab or window. */
async function invoke(connection: ApiConnection, receiver: string, invocation: string): Promise<void> {
  const { error } = await connection.call('invokeFunction', { method: { receiver }, invocation, timeout: -1 })
  if (error !== undefined) throw failedCall(error.status, error.errorReason)
}
