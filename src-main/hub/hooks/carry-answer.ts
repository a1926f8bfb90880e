import { HubError } from '#contract/errors.ts'
import { listOpenAsks } from '#store/asks.ts'
import { acceptMessage } from '../accept.ts'
import type { Caller } from '../caller.ts'
import type { Hub } from '../hub.ts'
import { OWNER_MAILBOX } from '../owner-mailbox.ts'

/** The last words of a turn go to whoever asked this session something and was not answered yet. */
export async function carryAnswer(hub: Hub, caller: Caller, words: string): Promise<void> {
  const { address } = caller.sender
  if (address === null) return
  for (const ask of listOpenAsks(hub.store.read, address)) {
    const asker = ask.from.kind === 'owner' ? OWNER_MAILBOX : ask.from.address
    if (asker === null) continue
    try {
      await acceptMessage(hub, answerTo(hub, ask.id, asker, words), caller)
    } catch (error) {
      // The asker has gone, or the loop guard stopped it: the question stays without an answer, and its receipt says so.
      if (!(error instanceof HubError)) throw error
    }
  }
}

/** An answer is a note: it waits for its reader and wakes nobody, so two agents cannot keep each other going. */
export function answerTo(hub: Hub, askId: string, asker: string, words: string) {
  return {
    messageId: hub.newId(),
    to: [asker],
    body: fit(words, hub.settings.current.bodyLimitBytes),
    kind: 'note' as const,
    replyTo: askId,
    noReply: true,
    confirmed: false,
    isTemplate: false,
    asCommand: false,
    wantsAnswer: false,
  }
}

const CUT = '\n[cut here by Claude Comms: the rest stands in the session itself]'

/** The last words of a turn were not written as a message, so unlike one they may be cut to fit. */
function fit(words: string, limit: number): string {
  const bytes = Buffer.from(words.trim() === '' ? '(the turn ended without words)' : words)
  if (bytes.length <= limit) return bytes.toString('utf8')
  return (
    bytes
      .subarray(0, Math.max(0, limit - Buffer.byteLength(CUT) - 3))
      .toString('utf8')
      .replace(/\uFFFD+$/u, '') + CUT
  )
}
