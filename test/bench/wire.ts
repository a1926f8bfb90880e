import { connect, type Socket } from 'node:net'

/** One kept connection that asks again and again, with as little work of its own as can be. */
export interface Wire extends Disposable {
  /** Sends one POST and resolves with the status of the whole answer. */
  post(path: string, body: string): Promise<number>
}

export async function openWire(socketPath: string): Promise<Wire> {
  const socket = connect(socketPath)
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  let rest = Buffer.alloc(0)
  let waiting: PromiseWithResolvers<number> | undefined
  socket.on('data', bytes => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
    const answer = readAnswer(rest)
    if (answer === undefined) return
    rest = rest.subarray(answer.length)
    waiting?.resolve(answer.status)
  })
  socket.on('error', error => waiting?.reject(error))
  return { post: (path, body) => post(path, body), [Symbol.dispose]: () => void socket.destroy() }

  function post(path: string, body: string): Promise<number> {
    waiting = Promise.withResolvers<number>()
    send(socket, path, body)
    return waiting.promise
  }
}

function send(socket: Socket, path: string, body: string): void {
  const length = Buffer.byteLength(body)
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: comms\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`,
  )
}

/** A whole answer at the start of the bytes; these come with a length or in chunks. */
function readAnswer(bytes: Buffer): { readonly status: number; readonly length: number } | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const head = bytes.toString('latin1', 0, headEnd)
  const status = Number(head.slice(9, 12))
  const size = /content-length: (\d+)/i.exec(head)?.[1]
  if (size === undefined) {
    const end = bytes.indexOf('\r\n0\r\n\r\n', headEnd)
    return end < 0 ? undefined : { status, length: end + 7 }
  }
  const length = headEnd + 4 + Number(size)
  return bytes.length < length ? undefined : { status, length }
}
