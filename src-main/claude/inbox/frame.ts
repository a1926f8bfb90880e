import { z } from 'zod'

/** One message for a session's inbox, or from a session for ours. */
export interface InboxMessage {
  /** Shows up again in the session's transcript: the proof that it arrived. */
  readonly id: string
  /** Socket that the session's answer goes to, absolute. */
  readonly replySocket: string
  /** Who speaks, for the person and the model there. */
  readonly fromName: string
  /** Permission mode of a sender that is a session: Claude holds what comes from one that bypasses permissions. */
  readonly fromMode: 'prompting' | 'bypass'
  readonly body: string
}

const TAG = 'cross-session-message'
/** Tags that the session's model reads as somebody else's voice: ours to write, never the body's. */
const VOICES = new RegExp(String.raw`<(?=\s*/?\s*(?:${TAG}|system-reminder)\b)`, 'gi')

/**
 * The line Claude Code takes, as measured on 2.1.329 (its own documentation names the socket, not the frame). `next`
 * waits for the running turn; `now` would break it off and cancel an open permission prompt, so it is never sent.
 */
export function writeFrame({ id, replySocket, fromName, fromMode, body }: InboxMessage): string {
  const from = `uds:${replySocket}`
  const attributes = `from="${from}" from-name="${plainName(fromName)}" from-mode="${fromMode}"`
  const content = `<${TAG} ${attributes}>\n${disarm(body)}\n</${TAG}>`
  const message = { role: 'user', content }
  return `${JSON.stringify({ msgV: 1, msg_id: id, type: 'user', priority: 'next', from, message })}\n`
}

/** A body cannot close the envelope it stands in, nor open another voice. */
function disarm(body: string): string {
  return body.replace(VOICES, '&lt;')
}

/** A name stands in an attribute: without what could end it. */
function plainName(name: string): string {
  return name.replaceAll(/["'<>&\p{C}]/gu, '').trim() || 'somebody'
}

const Frame = z.object({
  msg_id: z.uuid().optional().catch(undefined),
  type: z.literal('user'),
  message: z.object({ content: z.string() }),
})
const ENVELOPE = new RegExp(String.raw`^\s*<${TAG}\b[^>]*>\n?([\s\S]*?)\n?</${TAG}>\s*$`)

/** What a session sent to one of our sockets. Its `from` is not read: the kernel tells who it was. */
export interface Answer {
  readonly id: string | undefined
  readonly body: string
}

/** One line from a session; nothing when it is no message. */
export function readFrame(line: string): Answer | undefined {
  try {
    const frame = Frame.parse(JSON.parse(line))
    const { content } = frame.message
    return { id: frame.msg_id, body: ENVELOPE.exec(content)?.[1] ?? content }
  } catch {
    return undefined
  }
}
