import { answerNeeds } from '../needs/answer-needs.ts'
import { handle } from './handle.ts'

export const list = handle.needs.list.handler(({ context: { hub } }) => ({
  needs: hub.hooks.needs.list().map(({ need }) => need),
}))

export const answer = handle.needs.answer.handler(({ input, context: { hub, caller } }) =>
  answerNeeds(hub, caller, input.ids, { decision: input.decision, reason: input.reason }),
)
