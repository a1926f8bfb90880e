import { dismissAway, lastAway } from '../attention/note-activity.ts'
import { handle } from './handle.ts'

export const get = handle.away.get.handler(({ context: { hub } }) => ({ away: lastAway(hub) }))

/** That the owner is here was noted before this, as for every deed of theirs. */
export const back = handle.away.back.handler(({ context: { hub } }) => ({ away: lastAway(hub) }))

export const dismiss = handle.away.dismiss.handler(async ({ context: { hub } }) => {
  await dismissAway(hub)
  return { ok: true as const }
})
