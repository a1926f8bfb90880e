import type { FastifyInstance } from 'fastify'
import { HubError } from '#contract/errors.ts'
import { badRequest } from './to-hub-error.ts'

const DEEPEST_JSON = 32
const FORBIDDEN_KEY = '__proto__'

/** The body is parsed here, once: encoding, size and depth are settled before any handler sees it. */
export function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
    try {
      done(null, parseJson(bytes as Buffer))
    } catch (error) {
      done(error instanceof HubError ? error : badRequest([{ message: 'the body is not JSON' }], error))
    }
  })
}

function parseJson(bytes: Buffer): unknown {
  const text = decode(bytes)
  if (text.trim() === '') return {}
  const value: unknown = JSON.parse(text)
  checkShape(value)
  return value
}

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Bytes that are no UTF-8 would become other characters on the way, and a message is never changed. */
function decode(bytes: Buffer): string {
  try {
    return UTF8.decode(bytes)
  } catch (error) {
    throw badRequest([{ message: 'the body is not UTF-8' }], error)
  }
}

/** Level by level and not by recursion: the stack is not the sender's to fill. */
function checkShape(value: unknown): void {
  let level = [value].filter(isObject)
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > DEEPEST_JSON) throw badRequest([{ message: `nested deeper than ${DEEPEST_JSON} levels` }])
    const below: object[] = []
    for (const one of level) {
      if (Object.hasOwn(one, FORBIDDEN_KEY)) throw badRequest([{ message: `Unrecognized key: "${FORBIDDEN_KEY}"` }])
      for (const inner of Object.values(one) as unknown[]) if (isObject(inner)) below.push(inner)
    }
    level = below
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
