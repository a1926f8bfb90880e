import { HubError } from '#contract/errors.ts'
import { SendRequest } from '#contract/message.ts'
import { findPace } from '#domain/loop-guard.ts'
import { copyText, ruleSpeaker } from '#domain/rule.ts'
import { hashContent } from '#store/content-hash.ts'
import { listDeliveriesByMessage } from '#store/deliveries.ts'
import { countForLoopGuard, findLoopRoot } from '#store/loop-budget.ts'
import { findMessage } from '#store/messages.ts'
import type { MessageRow } from '#store/rows.ts'
import { countCopy, findRule, noteRuleProblem, switchRule, type RuleRow } from '#store/rules.ts'
import { acceptMessage } from '../accept.ts'
import type { Caller } from '../caller.ts'
import type { Hub } from '../hub.ts'
import { senderKeyOf } from '../loop-watch.ts'
import { isOwner, OWNER_MAILBOX } from '../owner-mailbox.ts'
import { resolveSessions } from '../resolve-sessions.ts'

/**
 * Copies a message to those of the rule's targets who have not got it. The copy has an id that follows from rule and
 * message, so that one made twice after a crash is still one; it speaks as an agent does, whoever said the original, and
 * stands in the tree of the original, where the loop guard counts it. A rule that the guard stops is switched off; one
 * that is only fast waits (`too_fast`) until the guard would let its copy through.
 */
export async function passOn(hub: Hub, rule: RuleRow, message: MessageRow): Promise<'done' | 'stopped' | 'too_fast'> {
  const messageId = idOfCopy(rule.name, message.id)
  if (findMessage(hub.store.read, messageId) !== undefined) return 'done'
  const wasParked = (findLoopRoot(hub.store.read, message.root)?.parkedAt ?? null) !== null
  try {
    const to = recipients(hub, rule, message)
    if (to.length === 0) return 'done'
    const pace = paceOf(hub, rule, message, to)
    if (pace !== undefined) {
      await slowDown(hub, rule, pace)
      return 'too_fast'
    }
    const body = copyText(rule, message, hub.settings.current.bodyLimitBytes / 4)
    const request = SendRequest.parse({ messageId, to, body, kind: rule.as, noReply: true })
    await acceptMessage(hub, request, speakerOf(rule, message))
    await change(hub, rule, tx => countCopy(tx, rule.name, hub.clock.now()))
    return 'done'
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    // In a tree that was parked before, it is not this rule that goes round.
    const isLoop = error.code === 'loop_blocked' && !wasParked
    await change(hub, rule, tx => {
      if (isLoop) switchRule(tx, rule.name, false, 0, `switched off: ${error.message}`)
      else noteRuleProblem(tx, rule.name, error.message)
    })
    return isLoop ? 'stopped' : 'done'
  }
}

/** What the guard would say of this copy, were it made now: a rule may wait, where an agent is refused. */
function paceOf(hub: Hub, rule: RuleRow, message: MessageRow, addresses: readonly string[]): string | undefined {
  const { sender: from } = speakerOf(rule, message)
  const { root } = message
  const about = { root, from, senderKey: senderKeyOf(from), addresses, now: hub.clock.now() }
  return findPace(countForLoopGuard(hub.store.read, about))
}

/** The owner is told once for each time that it has to wait. */
async function slowDown(hub: Hub, rule: RuleRow, pace: string): Promise<void> {
  if (rule.problem.startsWith(SLOWED)) return
  await change(hub, rule, tx => noteRuleProblem(tx, rule.name, `${SLOWED}: ${pace}; the rest follows, in order`))
}

const SLOWED = 'slowed down'

function speakerOf({ name }: RuleRow, { id }: MessageRow): Caller {
  return {
    power: 'agent',
    sender: { kind: 'agent', name: ruleSpeaker(name), address: null },
    door: 'rule',
    follows: id,
  }
}

/** Nobody gets a message twice, and its sender does not get it back. */
function recipients(hub: Hub, { to }: RuleRow, message: MessageRow): readonly string[] {
  const has = new Set(listDeliveriesByMessage(hub.store.read, message.id).map(({ address }) => address))
  if (message.from.address !== null) has.add(message.from.address)
  if (message.from.kind === 'owner') has.add(OWNER_MAILBOX)
  const targets = to.filter(target => !isOwner(target))
  const sessions = targets.length === 0 ? [] : resolveSessions(hub.world(), targets).map(({ address }) => address)
  const owner = targets.length === to.length ? [] : [OWNER_MAILBOX]
  return [...owner, ...sessions].filter(address => !has.has(address))
}

/** A UUID of version 8, which is for ids of one's own making. */
function idOfCopy(rule: string, messageId: string): string {
  const digits = hashContent({ rule, messageId })
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-')
}

async function change(hub: Hub, { name }: RuleRow, act: Parameters<Hub['store']['write']>[0]): Promise<void> {
  await hub.store.write(tx => {
    act(tx)
    const rule = findRule(tx, name)
    if (rule !== undefined) hub.announcer.add(tx, { type: 'rule.changed', data: toRule(rule) })
  })
}

export function toRule({ since: _since, ...rule }: RuleRow): Omit<RuleRow, 'since'> {
  return rule
}
