import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { contract } from '#contract/contract.ts'

let document: Promise<object> | undefined

/** The OpenAPI document of everything under `/v1`, made once from the contract. */
export function describeApi(version: string): Promise<object> {
  document ??= new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(contract, {
    info: {
      title: 'Claude Comms hub',
      version,
      description:
        'Served over two unix sockets: hub.sock (people, every call) and agent.sock (agents). ' +
        'Numbered events: GET /v1/events (server-sent events; Last-Event-ID resumes).',
    },
    servers: [{ url: 'http://comms/v1' }],
  })
  return document
}
