import { RAW_CLIENT_FORMAT } from './client-format.ts'
import { RAW_PANE_FORMAT } from './pane-format.ts'
import { askPlainly, type PlainServer } from './plain-command.ts'

const LIST = ['list-panes', '-a', '-F', RAW_PANE_FORMAT, ';', 'list-clients', '-F', RAW_CLIENT_FORMAT]

/**
 * All panes and clients, asked for without a connection. Undefined when the server does not answer.
 *
 * @returns the lines of both answers; each says by its start of which it is
 */
export async function listPlainly(server: PlainServer): Promise<readonly string[] | undefined> {
  return (await askPlainly(server, LIST))?.split('\n')
}
