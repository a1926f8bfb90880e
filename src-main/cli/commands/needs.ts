import { HubError } from '#contract/errors.ts'
import type { HubClient, Outputs } from '#client/calls.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { isSet } from '../options.ts'
import { printSafe, printSafeLines } from '../print-safe.ts'
import { relativeTime } from '../view/time.ts'

type Need = Outputs['needs']['list']['needs'][number]

export async function run(context: CommandContext, call: CommandCall): Promise<void> {
  const [act, ...rest] = call.words
  const { client } = await context.connect()
  if (act === undefined) return list(context, client)
  if (act !== 'allow' && act !== 'deny') throw unknownAct(act)
  const answer = await client.needs.answer(await readAnswer(client, act, rest, isSet(call.options, 'same')))
  if (context.json) return context.output.json(answer)
  const said = act === 'allow' ? 'Allowed once' : 'Denied'
  await context.output.print(`${said}: ${answer.answered.map(shortId).join(', ')}`)
  for (const { id, why } of answer.left) context.output.note(`not answered ${shortId(id)}: ${printSafe(why)}`)
}

function unknownAct(act: string): HubError {
  return new HubError('bad_request', `comms needs does not know ${JSON.stringify(act)}`, {
    hint: 'comms needs, comms needs allow <id...>, or comms needs deny <id> [reason]',
  })
}

async function readAnswer(client: HubClient, decision: 'allow' | 'deny', words: readonly string[], same: boolean) {
  const ids = decision === 'allow' ? words : words.slice(0, 1)
  const reason = decision === 'deny' ? words.slice(1).join(' ') : ''
  if (ids.length === 0) {
    throw new HubError('bad_request', `Say which request to ${decision}`, { hint: 'comms needs lists them' })
  }
  const all = same ? await withSame(client, ids) : [...ids]
  return { ids: all, decision, ...(reason !== '' && { reason }) }
}

/** The requests that ask the very same as one of these. */
async function withSame(client: HubClient, ids: readonly string[]): Promise<string[]> {
  const { needs } = await client.needs.list()
  const meant = needs.filter(({ id }) => ids.some(asked => id === asked || shortId(id) === asked.toLowerCase()))
  const kinds = new Set(meant.map(({ sameAs }) => sameAs))
  const same = needs.filter(({ sameAs }) => kinds.has(sameAs)).map(({ id }) => id)
  return same.length === 0 ? [...ids] : same
}

async function list({ output, json, paint, clock }: CommandContext, client: HubClient): Promise<void> {
  const answer = await client.needs.list()
  if (json) return output.json(answer)
  if (answer.needs.length === 0) return output.note('Nothing needs you.')
  const now = clock.now()
  await output.print(
    groupSame(answer.needs).flatMap(([first, ...others]) => [
      `${paint(shortId(first.id), 'bold')}  ${printSafe(first.session.name)}  ${first.kind}  ${paint(relativeTime(first.at, now), 'dim')}`,
      ...printSafeLines(first.detail).map(line => `    ${line}`),
      ...howElse(first).map(line => paint(`    ${line}`, 'dim')),
      ...others.map(({ id, session }) => paint(`    the same in ${printSafe(session.name)}: ${shortId(id)}`, 'dim')),
    ]),
  )
}

function groupSame(needs: readonly Need[]): readonly (readonly [Need, ...Need[]])[] {
  const groups = Object.values(Object.groupBy(needs, ({ sameAs }) => sameAs))
  return groups.filter((group): group is [Need, ...Need[]] => group !== undefined && group.length > 0)
}

/** The end of a UUIDv7: its random part, so that requests of the same moment differ. */
function shortId(id: string): string {
  return id.replaceAll('-', '').slice(-8)
}

/** What a person is told where a yes is no answer. */
function howElse({ canAllow, canDeny }: Need): readonly string[] {
  if (canAllow) return []
  return [canDeny ? 'asks for a choice: answer it in its terminal, or deny it' : 'answer it in its terminal']
}
