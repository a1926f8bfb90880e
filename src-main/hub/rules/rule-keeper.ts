import { compileRule, ruleSpeaker } from '#domain/rule.ts'
import { findRule, listMessagesAfter, listRules, passRule, type RuleRow } from '#store/rules.ts'
import type { Hub } from '../hub.ts'
import { passOn } from './pass-on.ts'

/** Messages asked about at once. */
const BATCH = 200

/** Asks every rule that is on about every message that was accepted since, in order, also about those of a crash. */
export interface RuleKeeper extends Disposable {
  start(): Promise<void>
}

export function keepRules(hub: Hub): RuleKeeper {
  let work = Promise.resolve()
  let isClosed = false
  // Of every message there is one of these: the store is only asked while a rule is on.
  let isNeeded = true
  const events = hub.announcer.subscribe(event => {
    if (event.type === 'rule.changed') isNeeded = true
    else if (event.type === 'message.accepted' && isNeeded) void look()
  })

  /** One after the other, so that a rule sees messages in their order. */
  function look(): Promise<void> {
    work = work.then(catchUp).catch(hub.onBug)
    return work
  }

  async function catchUp(): Promise<void> {
    const rules = listRules(hub.store.read).filter(({ isOn }) => isOn)
    isNeeded = rules.length > 0
    for (const rule of rules) if (!isClosed) await askAboutNew(hub, rule)
  }

  return {
    start: look,
    [Symbol.dispose]() {
      isClosed = true
      events[Symbol.dispose]()
    },
  }
}

async function askAboutNew(hub: Hub, { name }: RuleRow): Promise<void> {
  for (;;) {
    const rule = findRule(hub.store.read, name)
    const matches = rule?.isOn === true ? compileRule(rule.when) : undefined
    if (rule === undefined || typeof matches !== 'function') return
    const messages = listMessagesAfter(hub.store.read, rule.since, BATCH)
    for (const message of messages) {
      if (message.from.name === ruleSpeaker(name) || !matches(message)) continue
      if ((await passOn(hub, rule, message)) === 'stopped') return
    }
    const last = messages.at(-1)
    if (last === undefined) return
    await hub.store.write(tx => passRule(tx, name, last.sequence))
  }
}
