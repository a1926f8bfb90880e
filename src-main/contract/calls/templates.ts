import { z } from 'zod'
import { call, Done, errors } from '../call.ts'
import { Template } from '../template.ts'

export const templates = {
  list: call
    .route({ method: 'GET', path: '/templates', summary: 'List templates, last used first' })
    .output(z.object({ templates: z.array(Template) })),
  save: call
    .route({ method: 'POST', path: '/templates', summary: 'Keep a text under a name, replacing what stood there' })
    .input(z.strictObject({ name: Template.shape.name, body: Template.shape.body }))
    .output(Template),
  use: call
    .route({ method: 'POST', path: '/templates/use', summary: 'Note that a template was used now' })
    .errors(errors('not_found'))
    .input(z.strictObject({ name: Template.shape.name }))
    .output(Template),
  remove: call
    .route({ method: 'POST', path: '/templates/remove', summary: 'Remove a template' })
    .errors(errors('not_found'))
    .input(z.strictObject({ name: Template.shape.name }))
    .output(Done),
}
