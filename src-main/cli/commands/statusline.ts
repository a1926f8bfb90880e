import { HubError } from '#contract/errors.ts'
import { findHub } from '#client/find-hub.ts'
import type { CommandContext } from '../context.ts'
import { printSafe } from '../print-safe.ts'

/** Never starts a hub and never complains: a status line is no place for either. */
export async function run({ home, output, json }: CommandContext): Promise<void> {
  const line = await readLine(home)
  if (json) return output.json({ line })
  if (line !== '') await output.print(printSafe(line))
}

async function readLine(home: string): Promise<string> {
  try {
    const { client } = await findHub({ home, door: 'agent' })
    return await client.hooks.line()
  } catch (error) {
    if (error instanceof HubError) return ''
    throw error
  }
}
