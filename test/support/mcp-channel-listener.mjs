// Connects to `comms mcp` as its parent, and prints the first push of a channel as JSON.
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'

const [main = ''] = process.argv.slice(2)
const transport = new StdioClientTransport({ command: process.execPath, args: [main, 'mcp'], env: process.env })
const client = new Client({ name: 'listener', version: '1' })
const rung = new Promise(resolve => {
  client.fallbackNotificationHandler = async ({ method, params }) => {
    if (method === 'notifications/claude/channel') resolve(params)
  }
})
await client.connect(transport)
const capabilities = client.getServerCapabilities()
const ring = await rung
await client.close()
process.stdout.write(JSON.stringify({ capabilities, ring }))
