import type { HubClient } from '#client/calls.ts'
import { HubError } from '#contract/errors.ts'
import type { Rule } from './view/rules.ts'

/** The rule of this name. */
export async function getRule(client: HubClient, name: string): Promise<Rule> {
  const { rules } = await client.rules.list()
  const found = rules.find(rule => rule.name === name)
  if (found !== undefined) return found
  throw new HubError('not_found', `There is no rule ${name}`, {
    hint: 'comms rule ls lists them.',
    data: { what: 'rule', name },
  })
}
