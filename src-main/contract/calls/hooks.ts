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
  line: call
    .meta(agent)
    .route({ method: 'GET', path: '/statusline', summary: "One line for the caller's status line; empty when quiet" })
    .output(z.string()),
}
