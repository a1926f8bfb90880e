import type { HubStatus } from '#client/calls.ts'
import { ERRORS } from '#contract/errors.ts'
import { createClient } from '#client/client.ts'
import { isHubListening, socketOf } from '#client/find-hub.ts'
import { socketLink } from '#client/socket-link.ts'
import { doorOfCaller } from '../caller-door.ts'
import type { CommandContext } from '../context.ts'
import { printSafe } from '../print-safe.ts'
import { plural } from '../view/plural.ts'
import { markOf, SESSION_MARKS } from '../view/states.ts'
import { renderTable } from '../view/table.ts'
import { relativeTime } from '../view/time.ts'

export async function run(context: CommandContext): Promise<number> {
  const socketPath = socketOf(context.home, doorOfCaller(context.env))
  if (!(await isHubListening(socketPath))) return reportAbsence(context)
  const status = await createClient(socketLink(socketPath)).hub.status()
  if (context.json) await context.output.json(status)
  else await context.output.print(statusLines(status, context))
  return 0
}

/** That no hub runs is this command's answer, not its failure; the exit code still tells it. */
async function reportAbsence({ home, json, output }: CommandContext): Promise<number> {
  if (json) await output.json({ running: false, home })
  else await output.print([`No hub runs for ${printSafe(home)}.`, 'Start one with: comms up --background'])
  return ERRORS.hub_not_running.exit
}

function statusLines(status: HubStatus, context: CommandContext): readonly string[] {
  const { sessions, queue } = status
  const states = Object.entries(sessions.byState)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${markOf(SESSION_MARKS, state as keyof typeof SESSION_MARKS).word}`)
  const facts: readonly (readonly [string, string])[] = [
    ['hub', `${runningWords(status.startedAt, context.clock.now())} (pid ${status.pid}, ${status.version})`],
    ['home', status.home],
    ['web', status.url ?? ''],
    ['sessions', [plural(sessions.total, 'session'), ...states].join(' · ')],
    ['waiting', `${queue.queued} queued · ${queue.held} held`],
  ]
  const rows = facts.filter(([, value]) => value !== '')
  return renderTable(
    rows.map(([name, value]) => [{ text: name, colour: 'dim' as const }, printSafe(value)]),
    context,
  )
}

function runningWords(startedAt: string, now: number): string {
  const span = relativeTime(startedAt, now)
  return span === 'now' ? 'just started' : `running for ${span}`
}
