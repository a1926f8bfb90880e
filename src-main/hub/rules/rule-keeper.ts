import { compileRule, ruleSpeaker } from '#domain/rule.ts'
import { findRule, listMessagesAfter, listRules, passRule, type RuleRow } from '#store/rules.ts'
import type { Hub } from '../hub.ts'
import { passOn } from './pass-on.ts'

/** Messages asked about at once. */
const BATCH = 200
/** A rule that was too fast looks again after this long, in milliseconds. */
const AFTER_TOO_FAST = 5_000

/** Asks every rule that is on about every message that was accepted since, in order, also about those of a crash. */
export interface RuleKeeper extends Disposable {
  start(): Promise<void>
}

export function keepRules(hub: Hub): RuleKeeper {
  let work = Promise.resolve()
  let isClosed = false
  let timer: Disposable | undefined
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
    timer?.[Symbol.dispose]()
    let hasToWait = false
    for (const rule of rules) {
      if (isClosed) return
      if (await askAboutNew(hub, rule)) hasToWait = true
    }
    if (hasToWait && !isClosed) timer = hub.clock.after(AFTER_TOO_FAST, () => void look())
  }

  return {
    start: look,
    [Symbol.dispose]() {
      isClosed = true
      events[Symbol.dispose]()
      timer?.[Symbol.dispose]()
    },
  }
}

/** True when messages are left that it has to wait with. */
async function askAboutNew(hub: Hub, { name }: RuleRow): Promise<boolean> {
  for (;;) {
    const rule = findRule(hub.store.read, name)
    const matches = rule?.isOn === true ? compileRule(rule.when) : undefined
    if (rule === undefined || typeof matches !== 'function') return false
    const messages = listMessagesAfter(hub.store.read, rule.since, BATCH)
    for (const message of messages) {
      if (message.from.name === ruleSpeaker(name) || !matches(message)) continue
      const outcome = await passOn(hub, rule, message)
      if (outcome === 'stopped') return false
      if (outcome === 'too_fast') {
        await hub.store.write(tx => passRule(tx, name, message.sequence - 1))
        return true
      }
    }
    const last = messages.at(-1)
    if (last === undefined) return false
    await hub.store.write(tx => passRule(tx, name, last.sequence))
  }
}
