// Calls tools of `comms mcp --toolset all`, which runs as a child of this process, and prints their texts as JSON.
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'

const [main = '', calls = '[]'] = process.argv.slice(2)
const transport = new StdioClientTransport({
  command: process.execPath,
  args: [main, 'mcp', '--toolset', 'all'],
  env: process.env,
})
const client = new Client({ name: 'asker', version: '1' })
await client.connect(transport)
const texts = []
for (const [name, input = {}] of JSON.parse(calls)) {
  const { content } = await client.callTool({ name, arguments: input })
  texts.push(content[0].text)
}
await client.close()
process.stdout.write(JSON.stringify(texts))
