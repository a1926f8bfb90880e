import { afterAll, beforeAll, expect, it } from 'vitest'
import { CALLS } from '../support/contract-calls.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { ask } from '../support/wire.ts'

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema?: object
}

interface Operation {
  readonly operationId?: string
  readonly summary?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: object }>>
}

interface Document {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string }
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> }
}

let hub: TempHub
let document: Document
beforeAll(async () => {
  hub = await startTempHub()
  document = (await ask(`${hub.home}/agent.sock`, { path: '/v1/openapi.json' })).json as Document
})
afterAll(() => hub[Symbol.asyncDispose]())

const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  )

it('is an OpenAPI 3.1 document of this very version', async () => {
  const { version } = await hub.client.hub.status()

  expect(document.openapi).toMatch(/^3\.1\.\d+$/)
  expect(document.info).toMatchObject({ title: expect.stringContaining('Comms'), version })
  expect(document.servers).toEqual([{ url: 'http://comms/v1' }])
  const allowed = [
    'openapi',
    'info',
    'jsonSchemaDialect',
    'servers',
    'paths',
    'webhooks',
    'components',
    'security',
    'tags',
  ]
  expect(Object.keys(document).filter(key => !allowed.includes(key))).toEqual([])
})

it('lists every call of the contract with its words, and nothing else', () => {
  const listed = operations().map(({ path, method }) => `${method.toUpperCase()} /v1${path}`)

  expect(listed.toSorted()).toEqual(CALLS.map(({ method, path }) => `${method} ${path}`).toSorted())
  expect(operations().filter(({ operation }) => !operation.summary)).toEqual([])
  const ids = operations().map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
})

it('declares each parameter of each path, and a body exactly where there is one', () => {
  for (const { path, method, operation } of operations()) {
    const inPath = (operation.parameters ?? []).filter(parameter => parameter.in === 'path')
    const named = [...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name)

    expect(
      inPath.map(({ name }) => name),
      path,
    ).toEqual(named)
    expect(
      inPath.every(({ required, schema }) => required === true && schema !== undefined),
      path,
    ).toBe(true)
    expect(
      (operation.parameters ?? []).every(one => ['path', 'query'].includes(one.in)),
      path,
    ).toBe(true)
    expect(method === 'get' && operation.requestBody !== undefined, path).toBe(false)
    for (const type of Object.keys(operation.requestBody?.content ?? {})) expect(type, path).toBe('application/json')
  }
})

it('describes an answer for every call, and every reference in it leads somewhere', () => {
  for (const { path, operation } of operations()) {
    expect(Object.keys(operation.responses), path).toContain('200')
    for (const [status, response] of Object.entries(operation.responses)) {
      expect(status, path).toMatch(/^([1-5]\d\d|default)$/)
      expect(typeof response.description, path).toBe('string')
    }
  }
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/gu)].map(([, target]) => target ?? '')
  for (const target of references) expect(follow(target), target).toBeDefined()
})

it('uses only types that JSON Schema knows', () => {
  const types = new Set<string>()
  JSON.stringify(document, (key, value: unknown) => {
    if (key === 'type' && typeof value === 'string') types.add(value)
    return value
  })
  const known = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']

  expect([...types].filter(type => !known.includes(type))).toEqual([])
})

function follow(reference: string): unknown {
  const parts = reference.replace(/^#\//u, '').split('/')
  return parts.reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], document)
}
