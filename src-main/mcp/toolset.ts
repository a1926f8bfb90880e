import { HubError } from '#contract/errors.ts'
import type { Tool } from './tool.ts'
import * as messages from './tools/messages.ts'
import * as sessions from './tools/sessions.ts'
import * as transcripts from './tools/transcripts.ts'

/** What every session gets. The whole list is in every session's context: a test holds what it may cost. */
export const DEFAULT_TOOLS: readonly Tool[] = [
  sessions.whoami,
  sessions.sessions,
  messages.send,
  messages.inbox,
  messages.ask,
  messages.done,
  transcripts.transcriptRead,
  transcripts.transcriptSearch,
  transcripts.transcriptTurn,
  sessions.screen,
  sessions.groups,
]

/** What is there for who asks for it. */
const MORE_TOOLS: readonly Tool[] = [messages.receipts, messages.cancel, messages.ack]

/** `default`, `all`, or names of tools with commas between them, with or without `comms_`. */
export function chooseTools(toolset: string): readonly Tool[] {
  const all = [...DEFAULT_TOOLS, ...MORE_TOOLS]
  if (toolset === 'default') return DEFAULT_TOOLS
  if (toolset === 'all') return all
  return toolset.split(',').map(word => {
    const name = word.trim().replace(/^comms_/u, '')
    const found = all.find(tool => tool.name === `comms_${name}`)
    if (found !== undefined) return found
    throw new HubError('bad_request', `There is no tool ${JSON.stringify(word)}`, {
      hint: `default, all, or some of: ${all.map(tool => tool.name.replace('comms_', '')).join(',')}`,
    })
  })
}
