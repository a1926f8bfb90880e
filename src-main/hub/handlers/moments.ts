import { HubError } from '#contract/errors.ts'
import { oneSession } from '../one-session.ts'
import { toScreen } from '../read-screen.ts'
import { handle } from './handle.ts'

export const list = handle.sessions.moments.handler(({ input, context: { hub } }) => {
  const { address } = oneSession(hub, input.target)
  return {
    moments: hub.screens.momentsOf(address).map(({ at }) => new Date(at).toISOString()),
    minutes: hub.settings.current.rewindMinutes,
  }
})

export const show = handle.sessions.moment.handler(({ input, context: { hub } }) => {
  const { address, name } = oneSession(hub, input.target)
  const moment = hub.screens.at(address, Date.parse(input.at))
  if (moment !== undefined) return toScreen(address, moment)
  throw new HubError('not_found', `What ${name} showed at ${input.at} is not kept`, {
    hint: whatIsKept(hub.settings.current.rewindMinutes),
    data: { what: 'moment', name: input.at },
  })
})

function whatIsKept(minutes: number): string {
  if (minutes === 0) return 'Nothing is kept: rewindMinutes is 0.'
  return `The last ${minutes} minutes are kept, and less of sessions that write much: see rewindMinutes.`
}
