import { setTimeout as pause } from 'node:timers/promises'
import {
  completable,
  fromJsonSchema,
  ResourceTemplate,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { z } from 'zod'

/** One red pixel, and a sound of no length. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='
const WAV = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA='
/** How long the suite wants a tool to take between two of its words, in milliseconds. */
const STEP = 50

const text = (words: string) => ({ type: 'text' as const, text: words })
const image = { type: 'image' as const, data: PNG, mimeType: 'image/png' }
const say = (...content: readonly object[]) => ({ content: content as ReturnType<typeof text>[] })

/** What the suite wants a server to have, on top of what ours has. */
export function addFixtures(server: McpServer): void {
  addPlainTools(server)
  addTalkingTools(server)
  addElicitations(server)
  addResources(server)
  addPrompts(server)
}

function addPlainTools(server: McpServer): void {
  const plain = {
    test_simple_text: say(text('This is a simple text response for testing.')),
    test_image_content: say(image),
    test_audio_content: say({ type: 'audio', data: WAV, mimeType: 'audio/wav' }),
    test_embedded_resource: say({
      type: 'resource',
      resource: {
        uri: 'test://embedded-resource',
        mimeType: 'text/plain',
        text: 'This is an embedded resource content.',
      },
    }),
    test_multiple_content_types: say(text('Multiple content types test:'), image, {
      type: 'resource',
      resource: {
        uri: 'test://mixed-content-resource',
        mimeType: 'application/json',
        text: '{"test":"data","value":123}',
      },
    }),
  }
  for (const [name, answer] of Object.entries(plain)) server.registerTool(name, { description: name }, () => answer)
  server.registerTool('test_error_handling', { description: 'always fails' }, () => {
    throw new Error('This tool intentionally returns an error for testing')
  })
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object' as const,
    $defs: { address: { type: 'object', properties: { street: { type: 'string' }, city: { type: 'string' } } } },
    properties: { name: { type: 'string' }, address: { $ref: '#/$defs/address' } },
    additionalProperties: false,
  }
  const config = { description: 'a schema with definitions', inputSchema: fromJsonSchema(schema) }
  server.registerTool('json_schema_2020_12_tool', config, () => say(text('read')))
}

function addTalkingTools(server: McpServer): void {
  server.registerTool('test_tool_with_logging', { description: 'logs while it works' }, async context => {
    for (const words of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      await context.mcpReq.log('info', words)
      await pause(STEP)
    }
    return say(text('logged'))
  })
  server.registerTool('test_tool_with_progress', { description: 'tells how far it is' }, async context => {
    for (const progress of [0, 50, 100]) {
      await tellProgress(context, progress)
      await pause(STEP)
    }
    return say(text('done'))
  })
  server.registerTool(
    'test_sampling',
    { description: 'asks the model', inputSchema: z.object({ prompt: z.string() }) },
    async ({ prompt }, context) => {
      const messages = [{ role: 'user' as const, content: text(prompt) }]
      const { content } = await context.mcpReq.requestSampling({ messages, maxTokens: 100 })
      return say(text(`LLM response: ${JSON.stringify(content)}`))
    },
  )
  server.registerTool('test_reconnection', { description: 'ends its stream before its answer' }, async context => {
    context.http?.closeSSE?.()
    await pause(2 * STEP)
    return say(text('Reconnection test completed successfully'))
  })
}

async function tellProgress({ mcpReq }: ServerContext, progress: number): Promise<void> {
  const progressToken = mcpReq._meta?.progressToken
  if (progressToken === undefined) return
  await mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } })
}

function addElicitations(server: McpServer): void {
  const person = { type: 'string' as const, description: "User's response" }
  server.registerTool(
    'test_elicitation',
    { description: 'asks the person', inputSchema: z.object({ message: z.string() }) },
    async ({ message }, context) => {
      const properties = { username: person, email: { type: 'string' as const, description: "User's email address" } }
      const answer = await context.mcpReq.elicitInput({
        message,
        requestedSchema: { type: 'object', properties, required: ['username', 'email'] },
      })
      return say(text(`User response: action=${answer.action}, content=${JSON.stringify(answer.content)}`))
    },
  )
  const forms = {
    test_elicitation_sep1034_defaults: {
      name: { type: 'string', default: 'John Doe' },
      age: { type: 'integer', default: 30 },
      score: { type: 'number', default: 95.5 },
      status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
      verified: { type: 'boolean', default: true },
    },
    test_elicitation_sep1330_enums: {
      untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
      titledSingle: { type: 'string', oneOf: titled('value', 'Option') },
      legacyEnum: {
        type: 'string',
        enum: ['opt1', 'opt2', 'opt3'],
        enumNames: ['Option One', 'Option Two', 'Option Three'],
      },
      untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
      titledMulti: { type: 'array', items: { anyOf: titled('value', 'Choice') } },
    },
  }
  for (const [name, properties] of Object.entries(forms)) {
    server.registerTool(name, { description: 'asks by a form' }, async context => {
      const form = { message: 'Please fill in', requestedSchema: { type: 'object', properties } }
      const answer = await context.mcpReq.elicitInput(form as Parameters<typeof context.mcpReq.elicitInput>[0])
      return say(
        text(`Elicitation completed: action=${answer.action}, content=${JSON.stringify(answer.content ?? {})}`),
      )
    })
  }
}

function titled(word: string, title: string) {
  return ['First', 'Second', 'Third'].map((place, index) => ({
    const: `${word}${index + 1}`,
    title: `${place} ${title}`,
  }))
}

function addResources(server: McpServer): void {
  const fixed = {
    'test://static-text': { mimeType: 'text/plain', text: 'This is the content of the static text resource.' },
    'test://static-binary': { mimeType: 'image/png', blob: PNG },
    'test://watched-resource': { mimeType: 'text/plain', text: 'watched' },
  }
  for (const [uri, content] of Object.entries(fixed)) {
    server.registerResource(uri, uri, { description: uri, mimeType: content.mimeType }, () => ({
      contents: [{ uri, ...content }],
    }))
  }
  const template = new ResourceTemplate('test://template/{id}/data', { list: undefined })
  server.registerResource('template', template, { description: 'a template' }, (uri, { id }) => {
    const data = { id, templateTest: true, data: `Data for ID: ${String(id)}` }
    return { contents: [{ uri: uri.href, mimeType: 'application/json', text: JSON.stringify(data) }] }
  })
  server.server.registerCapabilities({ resources: { subscribe: true } })
  server.server.setRequestHandler('resources/subscribe', () => ({}))
  server.server.setRequestHandler('resources/unsubscribe', () => ({}))
}

function addPrompts(server: McpServer): void {
  const user = (content: object) => ({ role: 'user' as const, content: content as ReturnType<typeof text> })
  server.registerPrompt('test_simple_prompt', { description: 'simple' }, () => ({
    messages: [user(text('This is a simple prompt for testing.'))],
  }))
  server.registerPrompt('test_prompt_with_image', { description: 'with an image' }, () => ({
    messages: [user(image), user(text('Please analyze the image above.'))],
  }))
  server.registerPrompt(
    'test_prompt_with_arguments',
    {
      description: 'with arguments',
      argsSchema: z.object({ arg1: completable(z.string(), () => ['paris', 'park']), arg2: z.string() }),
    },
    ({ arg1, arg2 }) => ({ messages: [user(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`))] }),
  )
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'with a resource', argsSchema: z.object({ resourceUri: z.string() }) },
    ({ resourceUri }) => ({
      messages: [
        user({
          type: 'resource',
          resource: { uri: resourceUri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
        }),
        user(text('Please process the embedded resource above.')),
      ],
    }),
  )
}
