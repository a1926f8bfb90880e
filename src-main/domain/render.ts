import type { LaneName } from '#contract/delivery.ts'
import type { Sender } from '#contract/message.ts'
import { sanitize, visibleLine } from './sanitize.ts'

/** What a recipient gets: the text that is typed, and whether it only announces a body that waits to be read. */
export interface Rendered {
  readonly text: string
  readonly isDoorbell: boolean
}

/** Others' words up to this length (UTF-16 units) and on one line are typed whole behind the marker. */
const INLINE_LIMIT = 300
const SHORT_ID = 8

/** The text for one recipient, as its lane carries it. What waits in a mailbox is read as it was written. */
export function renderFor(lane: LaneName, from: Sender, messageId: string, body: string): Rendered {
  switch (lane) {
    case 'mailbox':
      return { text: body, isDoorbell: false }
    case 'inbox':
      return { text: `[${inboxTag(messageId)}] ${sanitize(body, 'body').text}`, isDoorbell: false }
    default:
      return renderForTerminal(from, messageId, body)
  }
}

/** What each message into an inbox starts with, in brackets: Claude Code drops a body that it has just had. */
export function inboxTag(messageId: string): string {
  return `comms ${shortId(messageId)}`
}

/**
 * The text for a terminal. The owner's words exactly as written; anybody else's behind a marker, so that no first
 * character of theirs switches the program's mode and no line of theirs can pass for the owner's.
 */
function renderForTerminal(from: Sender, messageId: string, body: string): Rendered {
  const { text: words } = sanitize(body, 'terminal')
  if (from.kind === 'owner') return { text: words, isDoorbell: false }
  const marker = `[comms ${shortId(messageId)}] from=${visibleLine(from.name, 64)}`
  if (!words.includes('\n') && words.length <= INLINE_LIMIT) return { text: `${marker}: ${words}`, isDoorbell: false }
  return { text: `${marker} · ${words.length} chars · read: comms read ${shortId(messageId)}`, isDoorbell: true }
}

/** The end of a UUIDv7: its random part, so that messages of the same moment differ. */
export function shortId(messageId: string): string {
  return messageId.replaceAll('-', '').slice(-SHORT_ID)
}
