import type { Address } from '#contract/address.ts'
import type { ScreenSnapshot } from '#domain/ports.ts'
import { lookCommand } from './commands.ts'
import type { ControlClient } from './control-client.ts'
import { noteKeys, readClients, withKeys } from './listing.ts'
import { type PaneFacts, parsePane } from './pane-format.ts'
import type { PaneId } from './pane-id.ts'
import { readRows } from './screen.ts'
import type { ServerLink } from './server-link.ts'
import type { Block } from './control-parser.ts'
import { failure } from './verdict.ts'

export interface Looked {
  readonly facts: PaneFacts
  readonly screen: ScreenSnapshot
}

/** Reads a pane's facts and screen in one step of the server, so that they belong together. */
export async function lookAt(where: {
  readonly address: Address
  readonly pane: PaneId
  readonly link: ServerLink
  readonly client: ControlClient
}): Promise<Looked> {
  const { address, pane, link, client } = where
  const server = link.socket.label
  const answers = await client.run(lookCommand(pane), before =>
    before.length === 2 ? countRows(before[0], server) : undefined,
  )
  const [facts, clients, screen] = answers
  const found = facts?.lines[0] === undefined ? undefined : parsePane(facts.lines[0], server)
  if (found === undefined || screen === undefined || screen.failed) throw failure(answers, address)
  noteKeys(link.keys, readClients(clients?.lines))
  const { lines, bright } = readRows(screen.lines)
  return {
    facts: withKeys(found, link.keys),
    screen: { lines, bright, cursor: found.cursor, alternate: found.alternate },
  }
}

/** Rows the screen will have. @throws Error when that is not known: then the screen could pass for answers */
function countRows(facts: Block | undefined, server: string): number {
  const rows = parsePane(facts?.lines[0] ?? '', server)?.info.size.rows
  if (rows === undefined) throw new Error('tmux showed a screen of a pane it did not list')
  return rows
}
