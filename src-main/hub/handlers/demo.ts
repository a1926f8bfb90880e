import { handle } from './handle.ts'

export const start = handle.demo.start.handler(async ({ context: { hub } }) => {
  const addresses = await hub.demoSessions.start()
  await Promise.all(addresses.map(address => hub.refresh(address)))
  return { addresses: [...addresses] }
})

export const stop = handle.demo.stop.handler(async ({ context: { hub } }) => {
  await hub.demoSessions.stop()
  return { ok: true as const }
})
