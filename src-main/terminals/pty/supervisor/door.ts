import { chmodSync, renameSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { HubError } from '#contract/errors.ts'
import type { Clock } from '#domain/ports.ts'
import { readHubRecord } from '#platform/hub-record.ts'
import { peerOfSocket } from '#platform/native.ts'
import type { StateFolder } from '#platform/state-folder.ts'
import { answerWith, callSession } from '../answer-call.ts'
import type { HostedSession } from '../hosted-session.ts'
import type { HostEvent } from '../protocol.ts'
import { parseRequest, readLines, sayHello, sendLine, type HubRequest } from './wire.ts'

/** A call that was made longer ago than this is not carried out any more, in milliseconds: we were stopped meanwhile. */
const STALE_MS = 2_000

/** The longest text the hub types, with room for the rest of its line and for escapes. */
const LONGEST_LINE = 1024 * 1024

export interface DoorParts {
  readonly folder: Pick<StateFolder, 'supervised' | 'hubJson'>
  readonly session: HostedSession
  readonly clock: Clock
}

/** Where the hub reaches the session of this process, whenever there is one. */
export interface Door extends Disposable {
  tell(event: HostEvent): void
}

/** Opens the session's socket. Resolves once the hub can find it. */
export async function openDoor({ folder, session, clock }: DoorParts): Promise<Door> {
  const startedAt = clock.now()
  const { id } = session.facts()
  const path = join(folder.supervised, id)
  const hubs = new Set<Socket>()

  function accept(socket: Socket): void {
    if (!isHub(socket, folder.hubJson)) return void socket.destroy()
    hubs.add(socket)
    socket.once('close', () => hubs.delete(socket))
    readLines(socket, {
      longest: LONGEST_LINE,
      take(line) {
        const request = parseRequest(line)
        void answerWith(request.number, () => run(request)).then(answer => sendLine(socket, answer))
      },
    })
    sayHello(socket, startedAt)
    sendLine(socket, { kind: 'started', facts: session.facts() })
  }

  async function run(request: HubRequest): Promise<unknown> {
    if (request.input.id !== id) throw new HubError('not_found', 'That session is another one.')
    if (clock.now() - request.sentAt > STALE_MS) {
      throw new HubError('terminal', 'The session was stopped when it was asked.', { data: { written: false } })
    }
    return callSession(session, request)
  }

  const server = createServer(accept)
  try {
    server.listen(`${path}~`)
    await once(server, 'listening')
    chmodSync(`${path}~`, 0o600)
    // Found only once it listens: a socket that refuses is taken for one that was left behind.
    renameSync(`${path}~`, path)
  } catch (error) {
    server.close()
    throw error
  }
  return {
    tell(event) {
      for (const hub of hubs) sendLine(hub, event)
    },
    [Symbol.dispose]() {
      rmSync(path, { force: true })
      server.close()
      for (const hub of hubs) hub.end()
    },
  }
}

/**
 * The folder keeps other users out. That it is the hub, and no other program of this user, is what the gate rests on:
 * the kernel names the process, and the hub's record says which it is.
 */
function isHub(socket: Socket, hubJson: string): boolean {
  const peer = peerOfSocket(socket)
  return peer !== undefined && peer.uid === process.getuid?.() && peer.pid === readHubRecord(hubJson)?.pid
}
