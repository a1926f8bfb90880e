import { z } from 'zod'
import { call, Done, errors } from '../call.ts'
import { Timestamp } from '../ids.ts'

const name = z
  .string()
  .regex(/^[a-z\d][a-z\d._-]{0,39}$/u, 'small letters, digits, dot, dash and underscore; at most 40')

export const mcp = {
  clients: call
    .route({ method: 'GET', path: '/mcp/clients', summary: 'Programs that may come in by MCP over HTTP' })
    .output(z.object({ url: z.url().nullable(), clients: z.array(z.object({ name, usedAt: Timestamp })) })),
  admit: call
    .route({
      method: 'POST',
      path: '/mcp/clients',
      summary: 'Let a program in by MCP over HTTP; its token is told once',
    })
    .errors(errors('unsupported', 'unfit', 'conflict'))
    .input(z.strictObject({ name }))
    .output(z.object({ url: z.url(), token: z.string() })),
  forget: call
    .route({ method: 'POST', path: '/mcp/clients/{name}/forget', summary: 'Let a program in no more' })
    .errors(errors('not_found'))
    .input(z.strictObject({ name }))
    .output(Done),
}
