import type { HubEvent } from '#contract/events.ts'

/**
 * What Claude Code shows its model as `<channel source="comms" ...>content</channel>`. Keys of `meta` are letters, digits
 * and underscores; others are dropped there. Source: Claude Code's documentation of channels.
 */
export interface Ring {
  readonly content: string
  readonly meta: Readonly<Record<string, string>>
}

const FLAG = /^--(?:channels|dangerously-load-development-channels)(?:=(?<value>.*))?$/u
const OURS = /^(?:server:comms|plugin:comms@.+)$/u

/**
 * Whether a Claude Code that was started by `argv` listens to this server as a channel: only its command line says so,
 * nothing answers a push, and one that nobody listens to is lost without a trace.
 */
export function isChannelOpen(argv: readonly string[]): boolean {
  let isValue = false
  return argv.some(word => {
    const flag = FLAG.exec(word)
    if (flag !== null) {
      isValue = true
      return namesUs(flag.groups?.['value'] ?? '')
    }
    if (word.startsWith('-')) isValue = false
    return isValue && namesUs(word)
  })
}

function namesUs(channels: string): boolean {
  return channels.split(',').some(name => OURS.test(name))
}

/** Messages whose kind and sender are remembered, until their deliveries are known. */
const REMEMBERED = 500

/**
 * Rings once for each task that waits in the mailbox of the session at `ownAddress`. The text itself is not pushed: it
 * is handed out, and counts as delivered, when it is read.
 */
export function createChannel(ring: (ring: Ring) => void): (event: HubEvent, ownAddress: string | null) => void {
  /** Sender of each task, by the message's id. */
  const tasks = new Map<string, string>()
  return (event, ownAddress) => {
    if (event.type === 'message.accepted' && event.data.kind === 'task') {
      tasks.set(event.data.id, event.data.from.name)
      const [oldest] = tasks.keys()
      if (tasks.size > REMEMBERED && oldest !== undefined) tasks.delete(oldest)
      return
    }
    if (event.type !== 'delivery.changed' || event.data.to.address !== ownAddress) return
    const { lane, state, messageId } = event.data
    const from = tasks.get(messageId)
    if (from === undefined || lane !== 'mailbox' || state !== 'queued') return
    tasks.delete(messageId)
    ring({
      content: 'A task from another session waits for you; comms_inbox reads it.',
      // A name is somebody else's word, and stands in an attribute there.
      meta: { from: from.replaceAll(/[^\w.@:/-]/gu, '_').slice(0, 64), message_id: messageId },
    })
  }
}
