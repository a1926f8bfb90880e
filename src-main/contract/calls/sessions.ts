import { z } from 'zod'
import { agent, call, Done, errors, OneTarget } from '../call.ts'
import { Delivery } from '../delivery.ts'
import { ClaudeFacts, Screen, Session } from '../session.ts'

export const sessions = {
  list: call
    .meta(agent)
    .route({ method: 'GET', path: '/sessions', summary: 'List sessions, optionally those a filter matches' })
    .errors(errors('bad_filter'))
    .input(z.strictObject({ filter: z.string().max(4_000).default('') }))
    .output(
      z.object({
        sessions: z.array(Session),
        /** Hints about terms that were read as plain text. */
        hints: z.array(z.string()),
      }),
    ),
  show: call
    .meta(agent)
    .route({ method: 'GET', path: '/session', summary: 'Show one session and its latest receipts' })
    .errors(errors('not_found', 'ambiguous', 'bad_filter'))
    .input(OneTarget)
    .output(
      z.object({
        session: Session,
        receipts: z.array(Delivery),
        /** Null when it is no session of Claude Code, or one that has not registered itself. */
        claude: ClaudeFacts.nullable(),
      }),
    ),
  screen: call
    .meta(agent)
    .route({ method: 'GET', path: '/screen', summary: 'Read what a session shows now' })
    .errors(errors('not_found', 'ambiguous', 'terminal'))
    .input(OneTarget)
    .output(Screen),
  focus: call
    .route({ method: 'POST', path: '/focus', summary: 'Bring a session to the front' })
    .errors(errors('not_found', 'ambiguous', 'terminal', 'unsupported'))
    .input(OneTarget)
    .output(Done),
  title: call
    .route({ method: 'POST', path: '/title', summary: 'Set the title of a session' })
    .errors(errors('not_found', 'ambiguous', 'terminal'))
    .input(OneTarget.extend({ title: z.string().min(1).max(200) }))
    .output(Done),
  start: call
    .route({ method: 'POST', path: '/sessions', summary: 'Start a program in a session of our own' })
    .errors(errors('unsupported', 'terminal', 'conflict', 'bad_request'))
    .input(
      z.strictObject({
        command: z.array(z.string().max(4_096)).min(1).max(256),
        cwd: z.string().max(4_096),
        name: z.string().min(1).max(64).optional(),
        columns: z.int().min(20).max(1_000).default(100),
        rows: z.int().min(5).max(500).default(30),
        /** Environment of the program, in full; nothing of the hub's own leaks into it. */
        environment: z.record(z.string(), z.string()),
      }),
    )
    .output(z.object({ address: z.string() })),
  close: call
    .route({ method: 'POST', path: '/sessions/close', summary: 'End a session of our own' })
    .errors(errors('not_found', 'ambiguous', 'unsupported', 'terminal'))
    .input(OneTarget)
    .output(Done),
}
