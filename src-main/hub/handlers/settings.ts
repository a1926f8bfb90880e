import { handle } from './handle.ts'

export const get = handle.settings.get.handler(({ context: { hub } }) => ({ ...hub.settings.current }))

export const update = handle.settings.update.handler(async ({ input, context: { hub } }) => {
  const settings = hub.settings.change(input)
  await hub.store.write(tx => hub.announcer.add(tx, { type: 'settings.changed', data: settings }))
  return { ...settings }
})
