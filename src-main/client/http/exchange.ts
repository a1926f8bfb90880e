import { createConnection, type Socket } from 'node:net'
import { HubError } from '#contract/errors.ts'
import { ResponseParser, type ResponseHead } from './response-parser.ts'

export interface HttpRequest {
  readonly socketPath: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Longest silence before the hub counts as hung, in milliseconds; 0 waits for ever. */
  readonly silenceLimit: number
  readonly signal?: AbortSignal
}

/** A response while it arrives. Reading `body` to its end or leaving the loop closes the connection. */
export interface HttpExchange {
  readonly head: ResponseHead
  readonly body: AsyncGenerator<Buffer>
}

/** Sends one request on a connection of its own and resolves when the head of the response is there. */
export async function exchange(request: HttpRequest): Promise<HttpExchange> {
  const socket = createConnection({ path: request.socketPath })
  const incoming = receive(socket, request)
  socket.write(serialise(request))
  const first = await incoming.next()
  if (first.done === true || first.value.kind !== 'head') throw hungUp(request.socketPath)
  return { head: first.value.head, body: bodyOf(incoming) }
}

type Incoming =
  | { readonly kind: 'head'; readonly head: ResponseHead }
  | { readonly kind: 'body'; readonly bytes: Buffer }

async function* bodyOf(incoming: AsyncGenerator<Incoming>): AsyncGenerator<Buffer> {
  for await (const item of incoming) if (item.kind === 'body') yield item.bytes
}

async function* receive(socket: Socket, request: HttpRequest): AsyncGenerator<Incoming> {
  const stop = () => socket.destroy()
  const parser = new ResponseParser()
  watchSilence(socket, request)
  request.signal?.addEventListener('abort', stop)
  if (request.signal?.aborted === true) stop()
  try {
    let headSeen = false
    for await (const bytes of socket as AsyncIterable<Buffer>) {
      const body = parser.push(bytes)
      if (!headSeen && parser.head !== undefined) {
        headSeen = true
        yield { kind: 'head', head: parser.head }
      }
      for (const part of body) yield { kind: 'body', bytes: part }
      if (parser.isDone) return
    }
    if (!parser.close()) throw hungUp(request.socketPath)
  } catch (error) {
    if (request.signal?.aborted === true)
      throw new HubError('hub_not_running', 'The call was given up', { cause: error })
    throw error instanceof HubError ? error : connectionError(request.socketPath, error)
  } finally {
    request.signal?.removeEventListener('abort', stop)
    socket.destroy()
  }
}

function watchSilence(socket: Socket, request: HttpRequest): void {
  if (request.silenceLimit === 0) return
  socket.setTimeout(request.silenceLimit, () => {
    const seconds = request.silenceLimit / 1000
    socket.destroy(
      new HubError('hub_not_running', `The hub did not answer within ${seconds} s`, {
        hint: 'comms doctor tells what it rests on; comms down and comms up restart it',
        data: { socket: request.socketPath },
      }),
    )
  })
}

function serialise({ method, path, headers = {}, body }: HttpRequest): string {
  const lines = [`${method} ${path} HTTP/1.1`, 'host: comms', 'connection: close', 'accept: */*']
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`)
  if (body !== undefined) lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(body)}`)
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`
}

function hungUp(socketPath: string): HubError {
  return new HubError('hub_not_running', 'The hub hung up before it answered', {
    hint: 'the same call may be repeated: a message keeps its id',
    data: { socket: socketPath },
  })
}

function connectionError(socketPath: string, cause: unknown): HubError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return notRunning(socketPath)
  if (code === 'EACCES' || code === 'EPERM') {
    return new HubError('forbidden', `The socket ${socketPath} may not be opened by you`, { cause })
  }
  return new HubError('hub_not_running', `The connection to the hub broke (${code || String(cause)})`, {
    hint: 'the same call may be repeated: a message keeps its id',
    data: { socket: socketPath },
    cause,
  })
}

export function notRunning(socketPath: string): HubError {
  return new HubError('hub_not_running', `No hub answers on ${socketPath}`, {
    hint: 'start one with: comms up --background',
    data: { socket: socketPath },
  })
}
