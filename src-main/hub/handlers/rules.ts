import { HubError } from '#contract/errors.ts'
import type { Rule, RuleDraft } from '#contract/rule.ts'
import { parseTarget } from '#domain/target.ts'
import { compileRule, copyText, findUnknownVariable, ruleSpeaker } from '#domain/rule.ts'
import type { ReadDb, WriteTx } from '#store/handles.ts'
import { lastNumber } from '#store/numbers.ts'
import {
  findRule,
  listNewestMessages,
  listRules,
  markRuleTested,
  removeRule,
  saveRule,
  switchRule,
  type RuleRow,
} from '#store/rules.ts'
import { toTimestamp } from '#store/time.ts'
import { noteDeed } from '../audit.ts'
import type { Hub } from '../hub.ts'
import { toRule } from '../rules/pass-on.ts'
import { handle } from './handle.ts'

const SHOWN = 20
const SHOWN_TEXT = 300

export const list = handle.rules.list.handler(({ context: { hub } }) => ({
  rules: listRules(hub.store.read).map(toRule),
}))

export const save = handle.rules.save.handler(({ input: { rules }, context: { hub, caller } }) => {
  for (const draft of rules) check(draft)
  return hub.store.write(tx => {
    for (const draft of rules) saveRule(tx, draft)
    const names = rules.map(({ name }) => name)
    noteDeed(hub, tx, caller, { what: 'save rules', target: names.join(' '), result: 'done' })
    return { rules: names.map(name => tell(hub, tx, name)) }
  })
})

export const test = handle.rules.test.handler(async ({ input, context: { hub, caller } }) => {
  const rule = getRule(hub.store.read, input.rule)
  const matches = compileRule(rule.when)
  const messages = listNewestMessages(hub.store.read, input.look)
  const found =
    typeof matches === 'string' ? [] : messages.filter(message => isFor(rule, message.from.name) && matches(message))
  const tested = await hub.store.write(tx => {
    markRuleTested(tx, rule.name)
    noteDeed(hub, tx, caller, { what: 'test rule', target: rule.name, result: `${found.length} matched` })
    return tell(hub, tx, rule.name)
  })
  return {
    rule: tested,
    looked: messages.length,
    matched: found.length,
    matches: found.slice(0, SHOWN).map(message => ({
      messageId: message.id,
      from: message.from.name,
      kind: message.kind,
      at: toTimestamp(message.at),
      text: copyText(rule, message, SHOWN_TEXT),
    })),
  }
})

export const turn = handle.rules.turn.handler(({ input, context: { hub, caller } }) =>
  hub.store.write(tx => {
    const rule = getRule(tx, input.rule)
    if (input.isOn && !rule.isTested) {
      throw new HubError('conflict', `The rule ${rule.name} was not tested as it is now`, {
        hint: `comms rule test ${rule.name} shows what it would have taken up.`,
        data: { name: rule.name },
      })
    }
    // What was said before it was switched on is not its matter.
    if (input.isOn !== rule.isOn) switchRule(tx, rule.name, input.isOn, lastNumber(tx, 'messages'))
    noteDeed(hub, tx, caller, { what: `switch rule ${input.isOn ? 'on' : 'off'}`, target: rule.name, result: 'done' })
    return tell(hub, tx, rule.name)
  }),
)

export const remove = handle.rules.remove.handler(async ({ input, context: { hub, caller } }) => {
  await hub.store.write(tx => {
    if (!removeRule(tx, input.rule)) throw notFound(input.rule)
    noteDeed(hub, tx, caller, { what: 'remove rule', target: input.rule, result: 'done' })
    hub.announcer.add(tx, { type: 'rule.removed', data: { name: input.rule } })
  })
  return { ok: true as const }
})

function isFor({ name }: RuleRow, sender: string): boolean {
  return sender !== ruleSpeaker(name)
}

function getRule(db: ReadDb, name: string): RuleRow {
  const rule = findRule(db, name)
  if (rule === undefined) throw notFound(name)
  return rule
}

function notFound(name: string): HubError {
  return new HubError('not_found', `There is no rule ${name}`, {
    hint: 'comms rule ls lists them.',
    data: { what: 'rule', name },
  })
}

function tell(hub: Hub, tx: WriteTx, name: string): Rule {
  const rule = toRule(getRule(tx, name))
  hub.announcer.add(tx, { type: 'rule.changed', data: rule })
  return rule
}

function check({ name, when, to, format }: RuleDraft): void {
  const compiled = compileRule(when)
  if (typeof compiled === 'string') throw new HubError('bad_request', `Rule ${name}: ${compiled}`)
  const unknown = findUnknownVariable(format)
  if (unknown !== undefined) {
    throw new HubError('bad_request', `Rule ${name}: {{${unknown}}} stands for nothing`, {
      hint: 'A format knows {{body}} and {{from}}.',
    })
  }
  for (const target of to) checkTarget(name, target)
}

function checkTarget(name: string, target: string): void {
  if (target.startsWith('bridge:')) {
    throw new HubError('unsupported', `Rule ${name}: there is no bridge to pass messages on to`, {
      hint: 'Name groups, sessions or owner.',
      data: { what: target },
    })
  }
  const parsed = parseTarget(target)
  if (parsed.kind === 'bad')
    throw new HubError('bad_request', `Rule ${name}: ${target} names nobody: ${parsed.message}`)
}
