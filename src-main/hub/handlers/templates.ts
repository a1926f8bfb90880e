import { HubError } from '#contract/errors.ts'
import type { Template } from '#contract/template.ts'
import type { WriteTx } from '#store/handles.ts'
import { findTemplate, listTemplates, markTemplateUsed, removeTemplate, saveTemplate } from '#store/templates.ts'
import type { Hub } from '../hub.ts'
import { handle } from './handle.ts'

export const list = handle.templates.list.handler(({ context: { hub } }) => ({
  templates: [...listTemplates(hub.store.read)],
}))

export const save = handle.templates.save.handler(({ input, context: { hub } }) =>
  hub.store.write(tx => {
    saveTemplate(tx, input.name, input.body, hub.clock.now())
    return announce(hub, tx, input.name)
  }),
)

export const use = handle.templates.use.handler(({ input, context: { hub } }) =>
  hub.store.write(tx => {
    if (!markTemplateUsed(tx, input.name, hub.clock.now())) throw notFound(input.name)
    return announce(hub, tx, input.name)
  }),
)

export const remove = handle.templates.remove.handler(async ({ input, context: { hub } }) => {
  await hub.store.write(tx => {
    if (!removeTemplate(tx, input.name)) throw notFound(input.name)
    hub.announcer.add(tx, { type: 'template.removed', data: { name: input.name } })
  })
  return { ok: true as const }
})

function announce(hub: Hub, tx: WriteTx, name: string): Template {
  const template = findTemplate(tx, name)
  if (template === undefined) throw notFound(name)
  hub.announcer.add(tx, { type: 'template.changed', data: template })
  return template
}

function notFound(name: string): HubError {
  return new HubError('not_found', `There is no template ${name}`, { data: { what: 'template', name } })
}
