import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findText, isSet } from '../options.ts'

export async function run(context: CommandContext, { options }: CommandCall): Promise<void> {
  if (isSet(options, 'http') || findText(options, 'forget') !== undefined) {
    const { admitMcpClient } = await import('../mcp/admit-client.ts')
    return admitMcpClient(context, options)
  }
  const { serveMcp } = await import('../mcp/serve-mcp.ts')
  await serveMcp(context, findText(options, 'toolset') ?? 'default')
}
