import { HubError } from '#contract/errors.ts'
import { findLimit, listLimits, type LimitRow } from '#store/usage-limits.ts'
import { noteDeed } from '../audit.ts'
import type { Hub } from '../hub.ts'
import { keepLimit, toLimit } from '../limits/limit-rows.ts'
import { momentFor, planContinue, withdraw } from '../limits/plan-continue.ts'
import { handle } from './handle.ts'
import { oneSession } from '../one-session.ts'

export const list = handle.limits.list.handler(({ context: { hub } }) => ({
  limits: listLimits(hub.store.read).map(row => toLimit(hub.store.read, row)),
}))

export const goOn = handle.limits.continue.handler(({ input, context: { hub, caller } }) => {
  const limit = limitOf(hub, input.target)
  return planContinue(hub, limit, momentFor(limit, input.at), caller)
})

export const leave = handle.limits.leave.handler(({ input, context: { hub, caller } }) => {
  const limit = limitOf(hub, input.target)
  return hub.store.write(tx => {
    withdraw(hub, tx, limit, `${caller.sender.name} withdrew it before anything was typed`)
    noteDeed(hub, tx, caller, { what: 'do not continue', target: limit.name, result: 'done' })
    return keepLimit(hub, tx, { ...limit, scheduleId: null })
  })
})

function limitOf(hub: Hub, target: string): LimitRow {
  const { address, name } = oneSession(hub, target)
  const limit = findLimit(hub.store.read, address)
  if (limit !== undefined) return limit
  throw new HubError('not_found', `No usage limit stopped ${name}`, {
    hint: 'comms limit ls lists those that one stopped.',
    data: { what: 'usage limit', name },
  })
}
