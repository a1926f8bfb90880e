import { z } from 'zod'
import { call, Done, errors } from '../call.ts'
import { Rule, RuleDraft, RuleMatch, RuleName } from '../rule.ts'

const One = z.strictObject({ rule: RuleName })

export const rules = {
  list: call
    .route({ method: 'GET', path: '/rules', summary: 'List routing rules' })
    .output(z.object({ rules: z.array(Rule) })),
  save: call
    .route({
      method: 'POST',
      path: '/rules',
      summary: 'Make or replace routing rules; each is off until it was tested',
    })
    .errors(errors('bad_request', 'unsupported'))
    .input(z.strictObject({ rules: z.array(RuleDraft).min(1).max(100) }))
    .output(z.object({ rules: z.array(Rule) })),
  test: call
    .route({
      method: 'POST',
      path: '/rules/{rule}/test',
      summary: 'Show which past messages a rule would have taken up',
    })
    .errors(errors('not_found'))
    .input(
      One.extend({
        /** So many of the newest messages are looked at. */
        look: z.int().min(1).max(5_000).default(500),
      }),
    )
    .output(
      z.object({
        rule: Rule,
        looked: z.int(),
        matched: z.int(),
        /** The newest 20 of them. */
        matches: z.array(RuleMatch),
      }),
    ),
  turn: call
    .route({ method: 'POST', path: '/rules/{rule}/turn', summary: 'Switch a tested rule on, or any rule off' })
    .errors(errors('not_found', 'conflict'))
    .input(One.extend({ isOn: z.boolean() }))
    .output(Rule),
  remove: call
    .route({ method: 'POST', path: '/rules/{rule}/remove', summary: 'Remove a rule' })
    .errors(errors('not_found'))
    .input(One)
    .output(Done),
}
