import { noteDeed } from '../audit.ts'
import { handle } from './handle.ts'

export const get = handle.settings.get.handler(({ context: { hub } }) => ({ ...hub.settings.current }))

export const update = handle.settings.update.handler(async ({ input, context: { hub, caller } }) => {
  const settings = hub.settings.change(input)
  await hub.store.write(tx => {
    noteDeed(hub, tx, caller, { what: 'change settings', target: Object.keys(input).join(' '), result: 'done' })
    hub.announcer.add(tx, { type: 'settings.changed', data: settings })
  })
  return { ...settings }
})
