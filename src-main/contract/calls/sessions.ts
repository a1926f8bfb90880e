import { z } from 'zod'
import { agent, call, Done, errors, OneTarget } from '../call.ts'
import { Delivery, SubmitStrategy } from '../delivery.ts'
import { Timestamp } from '../ids.ts'
import { Target } from '../message.ts'
import { ClaudeFacts, Screen, Session, SubmitWay, TitleWay } from '../session.ts'

const TagName = z.string().regex(/^[A-Za-z]\w{0,63}$/, 'letters and digits only')

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
  moments: call
    .route({ method: 'GET', path: '/moments', summary: 'When a session showed something else, as far as it is kept' })
    .errors(errors('not_found', 'ambiguous'))
    .input(OneTarget)
    .output(
      z.object({
        /** Oldest first; what the last one shows is shown since. */
        moments: z.array(Timestamp),
        /** How far back they are kept; 0 where nothing is. */
        minutes: z.int(),
      }),
    ),
  moment: call
    .route({ method: 'GET', path: '/moment', summary: 'Read what a session showed at a time' })
    .errors(errors('not_found', 'ambiguous'))
    .input(OneTarget.extend({ at: Timestamp }))
    .output(Screen),
  focus: call
    .route({ method: 'POST', path: '/focus', summary: 'Bring a session to the front' })
    .errors(errors('not_found', 'ambiguous', 'terminal', 'unsupported'))
    .input(OneTarget)
    .output(Done),
  title: call
    .route({ method: 'POST', path: '/title', summary: 'Set the title of a session, or of the tab or window it is in' })
    .errors(errors('not_found', 'ambiguous', 'bad_request', 'terminal', 'unsupported'))
    .input(
      OneTarget.extend({
        title: z.string().min(1).max(200),
        of: z.enum(['session', 'tab', 'window']).default('session'),
        by: TitleWay.default('terminal'),
      }),
    )
    .output(Done),
  submit: call
    .route({ method: 'POST', path: '/submit', summary: 'Choose how Return is pressed in a session' })
    .errors(errors('not_found', 'ambiguous', 'unsupported'))
    /** Null: as the profile of its program says. */
    .input(OneTarget.extend({ submit: SubmitStrategy.nullable() }))
    .output(z.object({ submit: SubmitWay })),
  open: call
    .route({ method: 'POST', path: '/sessions/open', summary: 'Open a window, a tab or a pane in a terminal' })
    .errors(errors('not_found', 'ambiguous', 'bad_request', 'terminal', 'unsupported'))
    .input(
      z.strictObject({
        /** `window` and `tab` in the words of iTerm2: a session and a window of tmux. The last two split the pane of `beside`. */
        where: z.enum(['window', 'tab', 'right', 'below']).default('tab'),
        /** The session beside which it opens, in whose terminal; without one a window of iTerm2. */
        beside: Target.optional(),
        /** Program and arguments; the person's own shell when empty. */
        command: z.array(z.string().max(4_096)).max(256).default([]),
        /** Absolute path. */
        cwd: z.string().startsWith('/').max(4_096).optional(),
      }),
    )
    .output(z.object({ address: z.string() })),
  tag: call
    .route({ method: 'POST', path: '/tag', summary: 'Keep a short text with a session for as long as it lives' })
    .errors(errors('not_found', 'ambiguous', 'bad_request', 'terminal', 'unsupported'))
    .input(OneTarget.extend({ name: TagName, value: z.string().max(1_000) }))
    .output(Done),
  tagged: call
    .route({ method: 'GET', path: '/tag', summary: 'The text kept with a session under a name' })
    .errors(errors('not_found', 'ambiguous', 'terminal', 'unsupported'))
    .input(OneTarget.extend({ name: TagName }))
    /** Null when nothing is kept. Any program in the session could have written it. */
    .output(z.object({ value: z.string().nullable() })),
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
    .route({ method: 'POST', path: '/sessions/close', summary: 'End a session with its program' })
    .errors(errors('not_found', 'ambiguous', 'unsupported', 'terminal', 'needs_confirmation'))
    /** Anything but an idle shell in a terminal of the person's ends only when this is confirmed. */
    .input(OneTarget.extend({ confirmed: z.boolean().default(false) }))
    .output(Done),
}
