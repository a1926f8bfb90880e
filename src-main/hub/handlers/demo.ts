import { noted } from '../audit.ts'
import { handle } from './handle.ts'

export const start = handle.demo.start.handler(async ({ context: { hub, caller } }) => {
  const deed = { what: 'start the sample sessions', target: '' }
  const addresses = await noted(hub, caller, deed, () => hub.demoSessions.start())
  await Promise.all(addresses.map(address => hub.refresh(address)))
  return { addresses: [...addresses] }
})

export const stop = handle.demo.stop.handler(async ({ context: { hub, caller } }) => {
  await noted(hub, caller, { what: 'end the sample sessions', target: '' }, () => hub.demoSessions.stop())
  return { ok: true as const }
})
