import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { HubError } from '#contract/errors.ts'
import type { Caller } from '#hub/caller.ts'
import type { WebAccess } from '#hub/web-access.ts'
import { badRequest } from '../to-hub-error.ts'
import { bearerOf } from './judge.ts'

const Entry = z.strictObject({ code: z.string().max(200) })

/** Comes in with a code, goes out for good. `onLeave` hears the mark of a token that was given back. */
export function serveEntrance(
  app: FastifyInstance,
  access: WebAccess,
  whoIs: (request: FastifyRequest) => Promise<Caller>,
  onLeave: (mark: string) => void,
): void {
  app.post('/v1/web/session', async request => {
    const entry = Entry.safeParse(request.body)
    if (!entry.success) throw badRequest(entry.error.issues)
    const token = await access.exchange(entry.data.code, await whoIs(request))
    if (token !== undefined) return { token }
    throw new HubError('unauthorized', 'This address was used already, or is more than a minute old', {
      hint: 'Make a new one: comms open',
    })
  })
  app.post('/v1/web/logout', async request => {
    const mark = access.findToken(bearerOf(request.raw) ?? '')
    if (mark !== undefined) {
      onLeave(mark)
      await access.forget(mark, await whoIs(request))
    }
    return { ok: true }
  })
}
