import type { CommandOptions } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findText } from '../options.ts'
import { printSafe } from '../print-safe.ts'

/** Lets a program in by MCP over HTTP, or no more. The token is shown once. */
export async function admitMcpClient(context: CommandContext, options: CommandOptions): Promise<void> {
  const { client } = await context.connect('hub')
  const forgotten = findText(options, 'forget')
  if (forgotten !== undefined) {
    await client.mcp.forget({ name: forgotten })
    if (context.json) return context.output.json({ ok: true })
    return context.output.print(`${printSafe(forgotten)} is let in no more.`)
  }
  const name = findText(options, 'name')
  if (name === undefined) return listClients(context)
  const admitted = await client.mcp.admit({ name })
  if (context.json) return context.output.json(admitted)
  const header = JSON.stringify({ Authorization: `Bearer ${admitted.token}` })
  await context.output.print([
    `${printSafe(name)} may come in at ${admitted.url} with this token, which is shown only now:`,
    `  ${admitted.token}`,
    'As a server of an MCP client:',
    `  {"type":"http","url":"${admitted.url}","headers":${header}}`,
  ])
}

async function listClients(context: CommandContext): Promise<void> {
  const { client } = await context.connect('hub')
  const answer = await client.mcp.clients()
  if (context.json) return context.output.json(answer)
  const where = answer.url === null ? 'Nothing listens: nobody is let in.' : `Listens at ${answer.url}`
  await context.output.print([
    where,
    ...answer.clients.map(({ name, usedAt }) => `  ${printSafe(name)} · last used ${usedAt}`),
  ])
  context.output.note('To let one in: comms mcp --http --name <name>')
}
