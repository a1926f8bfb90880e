import { readFile } from 'node:fs/promises'
import type { Inputs } from '#client/calls.ts'
import { HubError } from '#contract/errors.ts'
import { whyUnreadable } from './why-unreadable.ts'

export type Role = Inputs['operations']['begin']['roles'][number]

/** Roles from a file: `[{"role","to":[...],"instruction"}]`. The hub judges what is in each. */
export async function readPlan(path: string): Promise<readonly Role[]> {
  try {
    const plan: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (Array.isArray(plan) && plan.every(role => typeof role === 'object' && role !== null)) return plan as Role[]
    throw new Error('it is no list of roles')
  } catch (error) {
    throw new HubError('bad_request', `${path} cannot be read as a plan: ${whyUnreadable(error)}`, {
      hint: '[{"role": "tester", "to": ["api"], "instruction": "run the tests"}]',
      cause: error,
    })
  }
}
