import { connect, type Socket } from 'node:net'
import type { Clock } from '#domain/ports.ts'
import { peerOf } from '#platform/native.ts'

/** What became of one write into an inbox. Written is not read: only the transcript proves that. */
export type Posted =
  | { readonly kind: 'written'; readonly bytes: number }
  /** Certain: not a byte was taken. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Some of it may have been taken. */
  | { readonly kind: 'unsure'; readonly why: string }

export interface Post {
  readonly socket: string
  /** The process that must be at the other end. */
  readonly pid: number
  readonly line: string
}

/** A socket that takes no more for this long is held up, in milliseconds. */
const PATIENCE = 3_000

/** Writes one line into a session's inbox, after asking the kernel who listens there. */
export async function post({ socket: path, pid, line }: Post, clock: Clock): Promise<Posted> {
  const socket = connect(path)
  let isWriting = false
  const patience = clock.after(PATIENCE, () => socket.destroy(new Error(`it took nothing for ${PATIENCE / 1_000} s`)))
  try {
    await opened(socket)
    const stranger = findStranger(socket, pid)
    if (stranger !== undefined) return { kind: 'refused', why: stranger }
    isWriting = true
    await written(socket, line)
    return { kind: 'written', bytes: Buffer.byteLength(line) }
  } catch (error) {
    const why = `${path}: ${(error as Error).message}`
    return isWriting ? { kind: 'unsure', why } : { kind: 'refused', why }
  } finally {
    patience[Symbol.dispose]()
    socket.destroy()
  }
}

function opened(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
}

/** Resolves when the other side has read to the end, or at least the kernel has all of it. */
function written(socket: Socket, line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('it was closed before all was written')))
    socket.end(line, resolve)
  })
}

/** A path can be bound anew by anybody who may write its folder; the kernel's word on who listens cannot. */
function findStranger(socket: Socket, pid: number): string | undefined {
  const handle = (socket as unknown as { _handle?: { fd?: number } })._handle
  const peer = handle?.fd === undefined ? undefined : peerOf(handle.fd)
  if (peer === undefined) return 'the kernel does not tell who listens there'
  if (peer.uid !== process.getuid?.()) return `user ${peer.uid} listens there`
  return peer.pid === pid ? undefined : `process ${peer.pid} listens there, not ${pid}`
}
