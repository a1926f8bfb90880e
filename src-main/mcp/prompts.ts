import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'

/** Prompts a person may begin with; they only say which tool is meant. */
export function registerPrompts(server: McpServer): void {
  server.registerPrompt(
    'inbox',
    { title: 'Read my messages', description: 'Read and act on what other sessions wrote' },
    () =>
      say(
        'Read the unread messages with comms_inbox. Do what tasks ask within what I allow, and answer each with comms_done.',
      ),
  )
  server.registerPrompt(
    'ask',
    {
      title: 'Ask another session',
      description: 'Ask a session something and tell me the answer',
      argsSchema: z.object({ session: z.string(), question: z.string() }),
    },
    ({ session, question }) => say(`Ask the session ${session} with comms_ask: ${question}\nThen tell me its answer.`),
  )
}

function say(text: string) {
  return { messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }] }
}
