import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { HubError } from '#contract/errors.ts'
import { addMcpClient, listMcpClients, removeMcpClient, touchMcpClient } from '#store/mcp-clients.ts'
import { noteDeed } from './audit.ts'
import type { Caller } from './caller.ts'
import type { Hub } from './hub.ts'

/** How often the use of a token is written down, in milliseconds. */
const NOTE_EVERY = 60 * 60 * 1_000

/** Which programs may come in by MCP over HTTP. Of a token only its hash is kept. */
export interface McpAccess {
  clients(): readonly { readonly name: string; readonly usedAt: number }[]
  /** Lets one more in; its token is told here and never again. */
  admit(name: string, caller: Caller): Promise<string>
  forget(name: string, caller: Caller): Promise<void>
  /** The name of the program a token was made for. */
  findToken(token: string): string | undefined
}

const hashOf = (token: string) => createHash('sha256').update(token).digest()

export function createMcpAccess(hub: Pick<Hub, 'clock' | 'store' | 'onBug'>): McpAccess {
  const { clock, store } = hub
  const read = () => listMcpClients(store.read).map(one => ({ ...one, bytes: Buffer.from(one.hash, 'hex') }))
  let clients = read()

  return {
    clients: () => clients,
    async admit(name, caller) {
      // 256 bits from the system, as 43 characters that need no escaping anywhere.
      const token = randomBytes(32).toString('base64url')
      await store.write(tx => {
        const hash = hashOf(token).toString('hex')
        if (!addMcpClient(tx, { name, hash, usedAt: clock.now() })) throw isKnown(name)
        noteDeed(hub, tx, caller, { what: 'let in by MCP', target: name, result: 'done' })
      })
      clients = read()
      return token
    },
    async forget(name, caller) {
      await store.write(tx => {
        if (!removeMcpClient(tx, name)) throw isUnknown(name)
        noteDeed(hub, tx, caller, { what: 'no more let in by MCP', target: name, result: 'done' })
      })
      clients = read()
    },
    findToken(token) {
      const given = hashOf(token)
      const known = clients.filter(({ bytes }) => timingSafeEqual(bytes, given))[0]
      if (known !== undefined && clock.now() - known.usedAt >= NOTE_EVERY) {
        const usedAt = clock.now()
        clients = clients.map(one => (one === known ? { ...one, usedAt } : one))
        store.write(tx => touchMcpClient(tx, known.name, usedAt)).catch(hub.onBug)
      }
      return known?.name
    },
  }
}

function isKnown(name: string): HubError {
  return new HubError('conflict', `There is a client ${name} already`, {
    hint: `Its token cannot be shown again. For a new one: comms mcp --forget ${name}, then let it in anew.`,
    data: { name },
  })
}

function isUnknown(name: string): HubError {
  return new HubError('not_found', `There is no client ${name}`, { data: { what: 'client', name } })
}
