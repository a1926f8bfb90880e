import { HubError } from '#contract/errors.ts'
import { findLatestToAnswer } from '#store/replies.ts'
import { acceptMessage } from './accept.ts'
import { identifyCaller } from './caller.ts'
import type { Hub } from './hub.ts'

/** What a session sent to the socket of one sender. */
export interface ClaudeReply {
  /** Sender key of the person or agent it is for: the `owner`, or an agent by its address. */
  readonly key: string
  readonly pid: number
  readonly answer: { readonly id: string | undefined; readonly body: string }
}

/** Tag that each of our messages into an inbox begins with. */
const TAG = /\[comms ([0-9a-f]{8})\]/

/**
 * Takes an answer as a message from the session whose process wrote it: the kernel says which, whatever the frame
 * claims. It answers the message whose tag it quotes, else the last one that this sender had delivered there. The same
 * frame again is the same message.
 */
export async function acceptClaudeReply(hub: Hub, { key, pid, answer }: ClaudeReply): Promise<void> {
  const processes = [pid, ...(await hub.ancestors(pid))]
  const caller = identifyCaller({ door: 'agent.sock', processes }, hub.roster)
  const to = recipientOf(key)
  if (caller.sender.address === null || to === undefined) return
  const replyTo = findLatestToAnswer(hub.store.read, key, caller.sender.address, TAG.exec(answer.body)?.[1])
  const request = {
    to: [to],
    body: answer.body,
    kind: 'task' as const,
    noReply: false,
    wantsAnswer: false,
    confirmed: false,
    isTemplate: false,
    asCommand: false,
    messageId: answer.id ?? hub.newId(),
    ...(replyTo === undefined ? {} : { replyTo }),
  }
  try {
    await acceptMessage(hub, request, caller)
  } catch (error) {
    // A loop that was stopped, a text over the limit: the sender cannot be told, the log is.
    if (!(error instanceof HubError)) throw error
    hub.note(`an answer from ${caller.sender.name} was not accepted: ${error.message}`)
  }
}

function recipientOf(key: string): string | undefined {
  const [kind = '', ...rest] = key.split(':')
  if (kind === 'owner') return 'owner'
  const address = rest.join(':')
  return kind === 'agent' && address.includes(':') ? address : undefined
}
