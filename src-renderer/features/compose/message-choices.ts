import type { Template } from '#contract/template.ts'
import { VARIABLE_WORDS } from './variables.ts'

/** One row of the completion of the text. */
export type MessageChoice =
  | {
      readonly kind: 'template'
      readonly id: string
      readonly label: string
      readonly about: string
      readonly name: string
    }
  /** `from`: where the unfinished placeholder begins. */
  | {
      readonly kind: 'variable'
      readonly id: string
      readonly label: string
      readonly about: string
      readonly from: number
    }

const MOST = 8

/** Templates behind a lone `/word`, variables behind an unfinished `{{word` at the end. */
export function completeMessage(text: string, templates: readonly Template[]): readonly MessageChoice[] {
  const slash = /^\/(\S*)$/.exec(text)
  if (slash !== null) return findTemplates(slash[1] ?? '', templates).map(toTemplateChoice)
  const braces = /\{\{\s*(\w*)$/.exec(text)
  if (braces === null) return []
  return Object.entries(VARIABLE_WORDS)
    .filter(([name]) => name.startsWith(braces[1] ?? ''))
    .map(([name, about]) => ({
      kind: 'variable',
      id: name,
      label: `{{${name}}}`,
      about,
      from: braces.index,
    }))
}

/** Last used first; never used ones behind, newest first. */
export function sortTemplates(templates: readonly Template[]): readonly Template[] {
  return templates.toSorted(
    (a, b) => (b.usedAt ?? '').localeCompare(a.usedAt ?? '') || b.updatedAt.localeCompare(a.updatedAt),
  )
}

function findTemplates(word: string, templates: readonly Template[]): readonly Template[] {
  const wanted = word.toLowerCase()
  return sortTemplates(templates.filter(({ name }) => name.toLowerCase().includes(wanted))).slice(0, MOST)
}

function toTemplateChoice({ name, body }: Template): MessageChoice {
  return { kind: 'template', id: name, label: name, about: body.split('\n', 1)[0] ?? '', name }
}
