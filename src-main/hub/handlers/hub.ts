import { noted } from '../audit.ts'
import { handle } from './handle.ts'

export const status = handle.hub.status.handler(({ context: { hub } }) => hub.status())

export const stop = handle.hub.stop.handler(async ({ context: { hub, caller } }) => {
  await noted(hub, caller, { what: 'stop the hub', target: '' }, () => hub.requestStop())
  return { ok: true as const }
})

export const doctor = handle.hub.doctor.handler(async ({ context: { hub } }) => ({ checks: [...(await hub.doctor())] }))

export const mend = handle.hub.mend.handler(({ input: { check }, context: { hub, caller } }) =>
  noted(hub, caller, { what: 'mend', target: check }, () => hub.mend(check)),
)

export const whoami = handle.hub.whoami.handler(({ context: { caller } }) => {
  const { sender, power } = caller
  return { sender, power }
})
