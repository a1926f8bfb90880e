import { z } from 'zod'

/** What a line of a transcript tells of messages that came by the inbox. */
export type InboxEvidence =
  /** The message stands in the conversation: the model gets it. */
  | { readonly kind: 'taken'; readonly id: string; readonly record: string }
  /** It waits in the session's own queue; the words are all that is told of it. */
  | { readonly kind: 'queued'; readonly content: string }
  /** Claude Code asks its user first: by the session's settings or its mode. In its words, which quote the message. */
  | { readonly kind: 'held'; readonly words: string }
  /** Claude Code dropped a message of this sender, in its words, which do not say which one. */
  | { readonly kind: 'dropped'; readonly words: string }

const Origin = z.object({ kind: z.literal('peer'), msg_id: z.string() })
const Line = z.object({
  type: z.string(),
  uuid: z.string().optional(),
  origin: z.unknown().optional(),
  attachment: z.object({ type: z.string(), origin: z.unknown().optional() }).optional().catch(undefined),
  operation: z.string().optional(),
  subtype: z.string().optional(),
  content: z.unknown().optional(),
})

/** Words without which a line says nothing of an inbox: most lines are long, and need no parsing. */
const WORDS = ['"msg_id"', '"queue-operation"', 'peer message']

/** Reads one line. Records that repeat the conversation (`api-request…`) are no proof of anything. */
export function readEvidence(line: string): InboxEvidence | undefined {
  if (!WORDS.some(word => line.includes(word))) return undefined
  const parsed = Line.safeParse(readJson(line))
  if (!parsed.success) return undefined
  const { type, uuid = '', origin, attachment, operation, subtype, content } = parsed.data
  if (type === 'user') return taken(origin, uuid)
  if (type === 'attachment' && attachment?.type === 'queued_command') return taken(attachment.origin, uuid)
  if (typeof content !== 'string') return undefined
  if (type === 'queue-operation' && operation === 'enqueue') return { kind: 'queued', content }
  if (type !== 'system' || subtype !== 'informational') return undefined
  if (content.startsWith('Held peer message')) return { kind: 'held', words: content }
  return content.startsWith('Dropped a peer message') ? { kind: 'dropped', words: content } : undefined
}

function taken(origin: unknown, record: string): InboxEvidence | undefined {
  const peer = Origin.safeParse(origin)
  return peer.success ? { kind: 'taken', id: peer.data.msg_id, record } : undefined
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
