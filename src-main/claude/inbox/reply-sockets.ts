import { chmodSync, lstatSync, mkdirSync, unlinkSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { digest } from '#platform/digest.ts'
import { peerOfSocket } from '#platform/native.ts'
import { readFrame, type Answer } from './frame.ts'

/** An answer that came to the socket of one sender, and the process that wrote it. */
export interface ReplyReceived {
  /** Whom the answer is for: the key its socket was made under. */
  readonly key: string
  readonly pid: number
  readonly answer: Answer
}

export interface ReplySocketsParts {
  /** Folder for the sockets; private to this user. */
  readonly folder: string
  received(reply: ReplyReceived): Promise<void>
  onBug(error: unknown): void
}

/** A socket for each sender, so that what a session sends back finds its way by itself. */
export interface ReplySockets extends AsyncDisposable {
  /** Path of the socket for this sender; opened at the first call. */
  pathFor(key: string): string
}

/** Claude Code's own limit on a frame, in bytes, with room for the rest of the line. */
const LONGEST_LINE = 1_200_000
/** Somebody who sends nothing is let go after this long, in milliseconds; Claude Code only looks whether we are there. */
const PATIENCE = 10_000

export function openReplySockets({ folder, received, onBug }: ReplySocketsParts): ReplySockets {
  const servers = new Map<string, Server>()
  const open = new Set<Socket>()
  mkdirSync(folder, { recursive: true, mode: 0o700 })

  function listen(key: string, path: string): Server {
    removeOld(path)
    const server = createServer(socket => accept(socket, key))
    server.on('error', onBug)
    server.listen(path, () => chmodSync(path, 0o600))
    return server
  }

  function accept(socket: Socket, key: string): void {
    const peer = peerOfSocket(socket)
    // The folder keeps other users out; the kernel's word is the second lock, and the only one on who it was.
    if (peer === undefined || peer.uid !== process.getuid?.()) return void socket.destroy()
    open.add(socket)
    let text = ''
    socket.setEncoding('utf8')
    socket.setTimeout(PATIENCE, () => socket.destroy())
    socket.on('error', () => socket.destroy())
    socket.on('close', () => open.delete(socket))
    socket.on('data', (piece: string) => {
      text += piece
      if (text.length > LONGEST_LINE) return void socket.destroy()
      const lines = text.split('\n')
      text = lines.pop() ?? ''
      for (const line of lines) take(line, key, peer.pid)
    })
    socket.on('end', () => take(text, key, peer.pid))
  }

  function take(line: string, key: string, pid: number): void {
    const answer = line.trim() === '' ? undefined : readFrame(line)
    if (answer !== undefined && answer.body.trim() !== '') received({ key, pid, answer }).catch(onBug)
  }

  return {
    pathFor(key) {
      const path = join(folder, `${digest(key).slice(0, 6)}.sock`)
      if (!servers.has(path)) servers.set(path, listen(key, path))
      return path
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      await Promise.all([...servers.values()].map(server => new Promise(resolve => server.close(resolve))))
    },
  }
}

/** Left by a hub that died; the instance lock says that none runs. Anything else in its place stays, and is told. */
function removeOld(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSocket() === true) unlinkSync(path)
}
