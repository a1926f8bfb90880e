import type { MessageKind } from '#contract/message.ts'
import type { RuleDraft } from '#contract/rule.ts'
import { splitTargets } from '../../lib/split-targets.ts'

/** What is written in the form, as it is written. */
export interface RuleForm {
  readonly name: string
  readonly tag: string
  readonly from: string
  readonly kind: MessageKind | 'any'
  readonly text: string
  /** Targets as typed, parted by commas. */
  readonly to: string
  readonly as: MessageKind
  readonly format: string
}

export const EMPTY_RULE: RuleForm = {
  name: '',
  tag: '',
  from: '',
  kind: 'any',
  text: '',
  to: '',
  as: 'note',
  format: '{{body}}',
}

/** Enough is written for the hub to judge it. */
export function isFitRule({ name, tag, from, kind, text, to }: RuleForm): boolean {
  return name !== '' && splitTargets(to).length > 0 && (tag !== '' || from !== '' || text !== '' || kind !== 'any')
}

export function draftOf({ name, tag, from, kind, text, to, as, format }: RuleForm): RuleDraft {
  const when = {
    ...(tag !== '' && { tag: tag.replace(/^#/, '').toLowerCase() }),
    ...(from !== '' && { from }),
    ...(kind !== 'any' && { kind }),
    ...(text !== '' && { text }),
  }
  return { name, when, to: splitTargets(to), as, format: format === '' ? EMPTY_RULE.format : format }
}
