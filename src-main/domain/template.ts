import { VARIABLES, type Variable } from '#contract/template.ts'
import type { Session } from '#contract/session.ts'

/** A template that cannot be filled in: what stands at `position` (UTF-16 units), and what is wrong with it. */
export interface TemplateProblem {
  readonly variable: string
  readonly position: number
  readonly message: string
}

export type Filled =
  | { readonly kind: 'filled'; readonly text: string }
  | { readonly kind: 'bad'; readonly problem: TemplateProblem }

/** What each variable stands for at one target; null where it has no value there. */
export type Values = Readonly<Record<Variable, string | null>>

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g

/** The first placeholder that names no variable, so that it can be shown before anything is sent. */
function findUnknownVariable(body: string): TemplateProblem | undefined {
  for (const match of body.matchAll(PLACEHOLDER)) {
    const variable = match[1] ?? ''
    if (isVariable(variable)) continue
    const known = VARIABLES.map(name => `{{${name}}}`).join(', ')
    return { variable, position: match.index, message: `{{${variable}}} is not a variable; there are ${known}` }
  }
  return undefined
}

/** Fills in a template for one target. Values are data: a placeholder inside one is not filled in again. */
export function fillTemplate(body: string, values: Values): Filled {
  const unknown = findUnknownVariable(body)
  if (unknown !== undefined) return { kind: 'bad', problem: unknown }
  const missing = [...body.matchAll(PLACEHOLDER)].find(match => values[match[1] as Variable] === null)
  if (missing !== undefined) {
    const variable = missing[1] ?? ''
    return { kind: 'bad', problem: { variable, position: missing.index, message: `{{${variable}}} has no value here` } }
  }
  return { kind: 'filled', text: body.replace(PLACEHOLDER, (_all, name: Variable) => values[name] ?? '') }
}

/** The values at one session. @param place where it stands among the targets, from 1 */
export function valuesAt(session: Session, groups: readonly string[], place: number): Values {
  return {
    name: session.name,
    dir: session.cwd === '' ? null : session.cwd,
    branch: session.branch,
    group: groups[0] ?? null,
    index: String(place),
  }
}

function isVariable(name: string): name is Variable {
  return (VARIABLES as readonly string[]).includes(name)
}
