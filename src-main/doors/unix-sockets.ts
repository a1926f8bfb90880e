import { chmodSync, lstatSync, unlinkSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { HubError } from '#contract/errors.ts'
import { identifyCaller, type Caller, type CallOrigin } from '#hub/caller.ts'
import type { Hub } from '#hub/hub.ts'
import { peerOfSocket } from '#platform/native.ts'
import { createServer } from './server.ts'

/** Opens one of the two sockets. The instance lock must be held: a socket that still answers is never unlinked. */
export async function openUnixSocket(hub: Hub, path: string, door: 'hub.sock' | 'agent.sock') {
  await removeStaleSocket(path)
  const peers: Peers = new WeakMap()
  const app = createServer(hub, request => whoIs(hub, request, door, peers))
  app.server.on('connection', (socket: Socket) => notePeer(hub, socket, peers))
  await app.listen({ path })
  chmodSync(path, 0o600)
  return app
}

/** The process at the other end of each connection and its ancestors, asked once for a connection. */
type Peers = WeakMap<Socket, Promise<readonly number[]>>

async function whoIs(hub: Hub, request: FastifyRequest, door: CallOrigin['door'], peers: Peers): Promise<Caller> {
  const processes = (await peers.get(request.raw.socket)) ?? []
  return identifyCaller({ door, processes }, hub.roster)
}

/** The folder's mode keeps other users out; the kernel's word on the peer is the second lock. */
function notePeer(hub: Hub, socket: Socket, peers: Peers): void {
  const peer = peerOfSocket(socket)
  if (peer === undefined) return
  if (peer.uid !== process.getuid?.()) {
    socket.destroy()
    return
  }
  peers.set(
    socket,
    hub.ancestors(peer.pid).then(
      ancestors => [peer.pid, ...ancestors],
      () => [peer.pid],
    ),
  )
}

async function removeStaleSocket(path: string): Promise<void> {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) return
  if (!found.isSocket()) {
    throw new HubError('unfit', `${path} exists and is not a socket`, {
      hint: 'Move it away, then start the hub again.',
    })
  }
  if (!(await isAbandoned(path))) {
    throw new HubError('unfit', `Something already answers on ${path}`, { hint: 'Stop it, then start the hub again.' })
  }
  unlinkSync(path)
}

/**
 * Only a refused connection proves that nobody listens: a listener too busy to accept answers with another error, and
 * its socket must stay.
 */
function isAbandoned(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(false)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'))
  })
}
