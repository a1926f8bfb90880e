import { ERRORS, HubError, type ErrorBody } from '#contract/errors.ts'
import { exchange } from './http/exchange.ts'
import type { Link } from './link.ts'

/** Longest silence of the hub before a call is given up, in milliseconds. */
const SILENCE_LIMIT = 30_000

/** Reaches a hub over its unix socket, one connection per call. */
export function socketLink(socketPath: string): Link {
  return {
    async call(request, options = {}) {
      const answer = await exchange({ socketPath, silenceLimit: SILENCE_LIMIT, ...request, ...options })
      const text = await readAll(answer.body)
      if (answer.head.status >= 400) throw toHubError(answer.head.status, text)
      return parseAnswer(text)
    },

    async *stream(path, options) {
      const answer = await exchange({ socketPath, method: 'GET', path, silenceLimit: 0, ...options })
      if (answer.head.status >= 400) throw toHubError(answer.head.status, await readAll(answer.body))
      yield ''
      const decoder = new TextDecoder()
      for await (const bytes of answer.body) yield decoder.decode(bytes, { stream: true })
    },
  }
}

async function readAll(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new HubError('internal', 'The hub answered something that is not JSON', { cause: error })
  }
}

/** The error as the hub worded it; anything else that comes with a failure status is a bug on its side. */
function toHubError(status: number, text: string): HubError {
  const body = readErrorBody(text)
  if (body === undefined) return new HubError('internal', `The hub answered with status ${status} and no error`)
  const code = body.code in ERRORS ? body.code : 'internal'
  return new HubError(code, body.message, { hint: body.hint, data: { ...body.data } })
}

/** The error in a text that should be an `ErrorBody`, whoever wrote it. */
export function readErrorBody(text: string): ErrorBody['error'] | undefined {
  try {
    const { error } = JSON.parse(text) as Partial<ErrorBody>
    if (typeof error?.code !== 'string' || typeof error.message !== 'string') return undefined
    return { code: error.code, message: error.message, hint: error.hint ?? '', data: error.data ?? {} }
  } catch {
    return undefined
  }
}
