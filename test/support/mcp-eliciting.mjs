// An MCP server on standard input and output with one tool, `ask`: it asks whoever uses it, and tells what came back.
import { createInterface } from 'node:readline'

const say = message => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
const tool = {
  name: 'ask',
  description: 'Asks the person.',
  inputSchema: { type: 'object' },
  _meta: { 'anthropic/alwaysLoad': true },
}
/** Number of the call that waits for the person. */
let asking

const answers = {
  initialize: ({ protocolVersion }) => ({
    protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: 'eliciting', version: '1' },
  }),
  'tools/list': () => ({ tools: [tool] }),
  ping: () => ({}),
}

for await (const line of createInterface(process.stdin)) {
  const { id, method, params, result } = JSON.parse(line)
  if (method === 'tools/call') {
    asking = id
    const requestedSchema = { type: 'object', properties: {} }
    say({ id: 'question', method: 'elicitation/create', params: { message: 'Deploy to production?', requestedSchema } })
  } else if (id === 'question') {
    say({ id: asking, result: { content: [{ type: 'text', text: `THEY SAID ${result?.action ?? 'nothing'}` }] } })
  } else if (id !== undefined) {
    const answer = answers[method]
    say(
      answer === undefined
        ? { id, error: { code: -32601, message: 'no such method' } }
        : { id, result: answer(params) },
    )
  }
}
