import { handle } from './handle.ts'

export const status = handle.hub.status.handler(({ context: { hub } }) => hub.status())

export const stop = handle.hub.stop.handler(({ context: { hub } }) => {
  hub.requestStop()
  return { ok: true as const }
})

export const doctor = handle.hub.doctor.handler(async ({ context: { hub } }) => ({ checks: [...(await hub.doctor())] }))
