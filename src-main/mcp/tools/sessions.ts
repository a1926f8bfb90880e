import { z } from 'zod'
import type { Session } from '#client/calls.ts'
import { cursor, session } from '../fields.ts'
import { pageOf, pageOfText } from '../pages.ts'
import { tool } from '../tool.ts'

export const whoami = tool({
  name: 'comms_whoami',
  description: 'Who you are to other sessions: your name and address.',
  input: z.strictObject({}),
  readOnly: true,
  async run({ calls }) {
    const { sender, power } = await calls.hub.whoami()
    const where = sender.address === null ? 'the hub does not see your session' : `address ${sender.address}`
    return `You are ${sender.name} (${where}), with the power of an ${power}.`
  },
})

export const sessions = tool({
  name: 'comms_sessions',
  description:
    'List terminal sessions with state, agent and folder. Filter like: is:idle kind:claude dir:~/src group:api',
  input: z.strictObject({ filter: z.string().max(4_000).optional(), cursor }),
  readOnly: true,
  async run({ calls }, input) {
    const { sessions: found, hints } = await calls.sessions.list({ filter: input.filter ?? '' })
    if (found.length === 0) return ['No session matches.', ...hints].join('\n')
    return pageOf([...hints.map(hint => `note: ${hint}`), ...found.map(lineOf)], input.cursor)
  },
})

export const screen = tool({
  name: 'comms_screen',
  description: 'What a session shows on its screen now.',
  input: z.strictObject({ session, cursor }),
  readOnly: true,
  asksFor: 'session',
  async run({ calls }, input) {
    const { lines } = await calls.sessions.screen({ target: input.session })
    return pageOfText(lines.join('\n').trimEnd(), input.cursor)
  },
})

export const groups = tool({
  name: 'comms_groups',
  description: 'List groups, or the sessions in one. A group is a target as @name.',
  input: z.strictObject({ name: z.string().max(65).optional(), cursor }),
  readOnly: true,
  async run({ calls }, input) {
    if (input.name === undefined) {
      const { groups: all } = await calls.groups.list()
      return all.length === 0
        ? 'There are no groups.'
        : pageOf(
            all.map(({ name }) => `@${name}`),
            input.cursor,
          )
    }
    const { sessions: members, absent } = await calls.groups.show({ name: input.name.replace(/^@/u, '') })
    const away = absent.length === 0 ? [] : [`not here now: ${absent.join(', ')}`]
    return pageOf([...members.map(lineOf), ...away], input.cursor) || 'Nobody is in it now.'
  },
})

function lineOf({ name, state, detail, kind, cwd, address, branch }: Session): string {
  const doing = detail === '' ? state : `${state} (${detail})`
  return [name, doing, kind, branch === null ? cwd : `${cwd} on ${branch}`, address].join(' · ')
}
