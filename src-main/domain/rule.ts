import type { Message } from '#contract/message.ts'
import type { RuleDraft, RuleWhen } from '#contract/rule.ts'
import { compilePattern, patternMatches } from './filter-pattern.ts'
import { shortId } from './render.ts'
import { visibleLine } from './sanitize.ts'
import { listTags } from './tags.ts'

/** What a rule looks at. */
export type RuleSubject = Pick<Message, 'id' | 'from' | 'kind' | 'body'>

/** Answers for one message whether the rule takes it up. */
export type RuleMatcher = (message: RuleSubject) => boolean

/**
 * Compiles what a rule asks for, or says in one line why it cannot. Patterns are those of filters: their work is bounded
 * by their length, and of a text only the first 4,096 characters are searched.
 */
export function compileRule({ tag, from, kind, text }: RuleWhen): RuleMatcher | string {
  if (tag === undefined && from === undefined && kind === undefined && text === undefined) {
    return 'a rule needs a tag, a sender, a kind or a text, or it would copy everything'
  }
  const finds = text === undefined ? undefined : compileText(text)
  if (typeof finds === 'string') return finds
  return message =>
    (kind === undefined || message.kind === kind) &&
    (from === undefined || message.from.name.toLowerCase() === from.toLowerCase()) &&
    (tag === undefined || listTags(message.body).includes(tag)) &&
    (finds === undefined || finds(message.body))
}

function compileText(text: string): ((body: string) => boolean) | string {
  const [, pattern] = /^\/(.+)\/$/s.exec(text) ?? []
  if (pattern === undefined) {
    const wanted = text.toLowerCase()
    return body => body.toLowerCase().includes(wanted)
  }
  const program = compilePattern(pattern)
  return typeof program === 'string' ? program : body => patternMatches(program, body)
}

const VARIABLE = /\{\{\s*([^{}]*?)\s*\}\}/g
const KNOWN = ['body', 'from']

/** The first word in a format that stands for nothing. */
export function findUnknownVariable(format: string): string | undefined {
  return [...format.matchAll(VARIABLE)].map(([, name = '']) => name).find(name => !KNOWN.includes(name))
}

/** The words of a copy: rule and origin first, whatever the format says. Cut where it is longer than `limit` (UTF-16 units). */
export function copyText(
  { name, format }: Pick<RuleDraft, 'name' | 'format'>,
  message: RuleSubject,
  limit: number,
): string {
  const { id, from, body } = message
  const who = from.kind === 'owner' ? 'the owner of the hub' : `${from.kind} ${visibleLine(from.name, 64)}`
  const head = `Passed on by rule ${name}, from ${who} (message ${shortId(id)}):\n`
  const text = format.replace(VARIABLE, (_, variable) => (variable === 'from' ? visibleLine(from.name, 64) : body))
  const whole = head + text
  if (whole.length <= limit) return whole
  const tail = `\n[cut here: ${text.length} characters in all]`
  return whole.slice(0, Math.max(head.length, limit - tail.length)).toWellFormed() + tail
}

/** Words that a rule copied, and nobody said anew. */
export function isCopy({ kind, name, address }: Message['from']): boolean {
  return kind === 'agent' && address === null && name.startsWith(ruleSpeaker(''))
}

/** A message passes a rule once: what the rule itself said is not taken up again. */
export function ruleSpeaker(name: string): string {
  return `rule:${name}`
}
