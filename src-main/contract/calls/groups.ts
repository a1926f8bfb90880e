import { z } from 'zod'
import { agent, call, Done, errors } from '../call.ts'
import { Group, GroupName } from '../group.ts'
import { Target } from '../message.ts'
import { Session } from '../session.ts'

export const groups = {
  list: call
    .meta(agent)
    .route({ method: 'GET', path: '/groups', summary: 'List groups' })
    .output(z.object({ groups: z.array(Group) })),
  show: call
    .meta(agent)
    .route({ method: 'GET', path: '/groups/{name}', summary: 'Show a group and the sessions it means now' })
    .errors(errors('not_found'))
    .input(z.strictObject({ name: GroupName }))
    .output(z.object({ group: Group, sessions: z.array(Session), absent: z.array(z.string()) })),
  save: call
    .route({ method: 'POST', path: '/groups', summary: 'Make a group, or add members to a fixed one' })
    .errors(errors('conflict', 'not_found', 'ambiguous', 'bad_filter'))
    .input(
      z.union([
        z.strictObject({ name: GroupName, members: z.array(Target).min(1).max(1_000) }),
        z.strictObject({ name: GroupName, filter: z.string().min(1).max(4_000) }),
      ]),
    )
    .output(Group),
  remove: call
    .route({ method: 'POST', path: '/groups/{name}/remove', summary: 'Remove a group, or members of a fixed one' })
    .errors(errors('not_found', 'conflict'))
    .input(z.strictObject({ name: GroupName, members: z.array(Target).max(1_000).default([]) }))
    .output(Done),
}
