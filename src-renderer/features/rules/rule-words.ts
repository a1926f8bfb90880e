import type { Rule } from '#contract/rule.ts'

/** "#deploy from api, copied to @ops as a note". */
export function ruleWords({ when, to, as }: Pick<Rule, 'when' | 'to' | 'as'>): string {
  const { tag, from, kind, text } = when
  const parts = [
    ...(kind === undefined ? [] : [`a ${kind}`]),
    ...(tag === undefined ? [] : [`#${tag}`]),
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(text === undefined ? [] : [`with ${text}`]),
  ]
  return `${parts.join(' ')}, copied to ${to.join(', ')} as a ${as}`
}
