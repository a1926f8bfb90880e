import { HubError } from '#contract/errors.ts'
import type { Delivery } from '#contract/delivery.ts'
import { readSkillLine, type SkillLine } from '#domain/skill-line.ts'
import { visibleLine } from '#domain/sanitize.ts'
import { listMailbox } from '#store/mailbox.ts'
import { acceptMessage } from '../accept.ts'
import type { Caller } from '../caller.ts'
import { answerTask, askOne } from '../ask.ts'
import type { Hub } from '../hub.ts'
import { openMailbox } from '../open-mailbox.ts'
import { readMessage } from '../read-message.ts'

/** The skill runs for two minutes at most; the answer of a question is waited for a little less, in seconds. */
const WAIT_SECONDS = 100
const SHOWN = 50

const HELP = `/comms list                      the sessions on this machine
/comms send <target> <text>      send one message
/comms ask <target> <text>       ask one session and wait for its answer
/comms broadcast @group <text>   send one message to a group
/comms inbox                     messages for this session
/comms read <id>                 read one
/comms done <id> [result]        answer a task
/comms status                    the hub`

/** Carries out what somebody wrote behind `/comms` and tells it as text. What cannot be done is told too. */
export async function runSkill(
  hub: Hub,
  caller: Caller,
  line: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  try {
    return await carryOut(hub, caller, readSkillLine(line), signal)
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    return error.hint === '' ? `Not done: ${error.message}` : `Not done: ${error.message}\n${error.hint}`
  }
}

async function carryOut(hub: Hub, caller: Caller, line: SkillLine, signal: AbortSignal | undefined): Promise<string> {
  switch (line.verb) {
    case 'help':
      return HELP
    case 'wrong':
      return `${line.why}\n\n${HELP}`
    case 'list':
      return listSessions(hub, caller)
    case 'status':
      return tellStatus(hub)
    case 'inbox':
      return tellInbox(hub, caller)
    case 'send':
    case 'broadcast':
      return send(hub, caller, line.target, line.text)
    case 'ask':
      return ask(hub, caller, line.target, line.text, signal)
    case 'read':
      return tellMessage(hub, caller, line.id)
    case 'done':
      await answerTask(hub, caller, line.id, line.text)
      return `Answered ${line.id}.`
  }
}

function listSessions(hub: Hub, { sender }: Caller): string {
  const lines = hub.roster.sessions().map(({ name, state, detail, kind, cwd, address }) => {
    const what = detail === '' ? state : `${state} (${detail})`
    return `${name}${address === sender.address ? ' (this session)' : ''} · ${what} · ${kind} · ${visibleLine(cwd, 80)}`
  })
  return lines.length === 0 ? 'The hub sees no sessions.' : lines.join('\n')
}

function tellStatus(hub: Hub): string {
  const { version, sessions, queue } = hub.status()
  const states = Object.entries(sessions.byState).map(([state, number]) => `${number} ${state}`)
  return `Claude Comms ${version}: ${sessions.total} sessions (${states.join(', ')}), ${queue.queued} messages queued, ${queue.held} held`
}

function tellInbox(hub: Hub, caller: Caller): string {
  const { reader } = openMailbox(hub, caller, undefined)
  const rows = listMailbox(hub.store.read, reader, { unreadOnly: true, limit: SHOWN })
  const lines = rows.map(
    ({ message: { id, from, kind, body } }) => `${id.slice(-8)} · ${kind} from ${from.name}: ${visibleLine(body, 200)}`,
  )
  return lines.length === 0 ? 'Nothing unread.' : [...lines, '', '/comms read <id> shows one whole.'].join('\n')
}

async function tellMessage(hub: Hub, caller: Caller, id: string): Promise<string> {
  const { from, kind, at, body } = await readMessage(hub, caller, id, undefined)
  return `${kind} from ${from}, ${at}:\n${body}`
}

async function send(hub: Hub, caller: Caller, target: string, text: string): Promise<string> {
  const { deliveries } = await acceptMessage(hub, { ...request(hub, text), to: [target] }, caller)
  return `Accepted for ${deliveries.map(tellDelivery).join(', ')}.`
}

async function ask(
  hub: Hub,
  caller: Caller,
  target: string,
  text: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const asked = await askOne(
    hub,
    caller,
    { messageId: hub.newId(), to: target, body: text, waitSeconds: WAIT_SECONDS },
    signal,
  )
  const { name } = asked.delivery.to
  if (asked.answer !== null) return `${name} answers:\n${asked.answer.body}`
  return `No answer from ${name} yet (${asked.delivery.state}); when it comes it waits in the inbox of this session.`
}

function request(hub: Hub, body: string) {
  return {
    ...{ messageId: hub.newId(), body, kind: 'task' as const, noReply: false, wantsAnswer: false },
    ...{ confirmed: false, isTemplate: false, asCommand: false },
  }
}

function tellDelivery({ to, state, lane }: Delivery): string {
  return `${to.name} (${state}, by ${lane})`
}
