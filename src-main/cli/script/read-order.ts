import { HubError } from '#contract/errors.ts'
import type { Inputs } from '#client/calls.ts'

export type ScriptOrder = Inputs['scripts']['plan']

/** `title=payments`: a parameter. No target looks like it. */
const PARAMETER = /^([a-z][a-z0-9-]*)=([^]*)$/

/** The first word is the script, words like `name=value` are parameters, and every other one is a target. */
export function readOrder([script = '', ...words]: readonly string[]): ScriptOrder {
  const parameters = new Map<string, string>()
  const targets: string[] = []
  for (const word of words) {
    const [, name, value = ''] = PARAMETER.exec(word) ?? []
    if (name === undefined) targets.push(word)
    else if (parameters.has(name)) {
      throw new HubError('bad_request', `${name} is given twice`, { hint: 'Nothing was started.' })
    } else parameters.set(name, value)
  }
  return { script, targets, parameters: Object.fromEntries(parameters) }
}
