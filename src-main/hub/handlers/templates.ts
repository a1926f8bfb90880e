import { HubError } from '#contract/errors.ts'
import type { Template } from '#contract/template.ts'
import type { WriteTx } from '#store/handles.ts'
import { findTemplate, listTemplates, markTemplateUsed, removeTemplate, saveTemplate } from '#store/templates.ts'
import { noteDeed } from '../audit.ts'
import type { Hub } from '../hub.ts'
import { handle } from './handle.ts'

export const list = handle.templates.list.handler(({ context: { hub } }) => ({
  templates: [...listTemplates(hub.store.read)],
}))

export const save = handle.templates.save.handler(({ input: { name, body }, context: { hub, caller } }) =>
  hub.store.write(tx => {
    saveTemplate(tx, name, body, hub.clock.now())
    noteDeed(hub, tx, caller, { what: 'save template', target: name, result: 'done' })
    return announce(hub, tx, name)
  }),
)

/** Leaves no row in the audit: the message it was used for does. */
export const use = handle.templates.use.handler(({ input, context: { hub } }) =>
  hub.store.write(tx => {
    if (!markTemplateUsed(tx, input.name, hub.clock.now())) throw notFound(input.name)
    return announce(hub, tx, input.name)
  }),
)

export const remove = handle.templates.remove.handler(async ({ input: { name }, context: { hub, caller } }) => {
  await hub.store.write(tx => {
    if (!removeTemplate(tx, name)) throw notFound(name)
    noteDeed(hub, tx, caller, { what: 'remove template', target: name, result: 'done' })
    hub.announcer.add(tx, { type: 'template.removed', data: { name } })
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
