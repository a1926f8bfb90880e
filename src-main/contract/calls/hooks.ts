import { z } from 'zod'
import { agent, call } from '../call.ts'
import { HookAnswer, HookReport } from '../hook.ts'

export const hooks = {
  report: call
    .meta(agent)
    .route({
      method: 'POST',
      path: '/hooks/{event}/{pid}',
      summary: 'Tell what an agent program told its hook; the answer is what the hook prints',
    })
    .input(HookReport)
    .output(HookAnswer),
  waiting: call
    .meta(agent)
    .route({
      method: 'GET',
      path: '/waiting',
      summary: "Wait for a task for the caller's session; how many began to wait",
    })
    .output(z.int()),
  skill: call
    .meta(agent)
    .route({
      method: 'POST',
      path: '/skill',
      summary: 'Carry out what somebody wrote behind /comms; the answer is text',
    })
    .input(z.strictObject({ line: z.string().max(100_000) }))
    .output(z.string()),
  line: call
    .meta(agent)
    .route({ method: 'GET', path: '/statusline', summary: "One line for the caller's status line; empty when quiet" })
    .output(z.string()),
}
