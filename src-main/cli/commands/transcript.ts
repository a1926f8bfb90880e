import { HubError } from '#contract/errors.ts'
import type { HubClient } from '#client/calls.ts'
import type { CommandCall, CommandOptions } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findCount, findText, given, isSet } from '../options.ts'
import { showMatches, showPage, showTurn } from '../view/transcripts.ts'

export async function run(context: CommandContext, { words: [target], options }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const whose = { ...given('target', target), ...given('transcript', findText(options, 'transcript')) }
  const full = given('full', isSet(options, 'full') ? 'true' : undefined)
  const [query, turn] = [findText(options, 'search'), findText(options, 'turn')]
  if (query !== undefined && turn !== undefined) throw new HubError('bad_request', 'Take --search or --turn, not both')
  if (query !== undefined) return search(context, client, { ...whose, query }, options)
  if (turn !== undefined) {
    const answer = await client.transcripts.turn({ ...whose, ...full, turn })
    return context.json ? context.output.json(answer) : context.output.print(showTurn(answer, context))
  }
  const limit = given('limit', findCount(options, 'limit', 50))
  const answer = await client.transcripts.read({ ...whose, ...full, ...limit, ...given('before', readPlace(options)) })
  if (context.json) return context.output.json(answer)
  await context.output.print(showPage(answer, context))
  if (answer.next !== null) context.output.note(`Earlier ones: --before ${answer.next}`)
}

async function search(
  context: CommandContext,
  client: HubClient,
  asked: { readonly target?: string; readonly transcript?: string; readonly query: string },
  options: CommandOptions,
): Promise<void> {
  const answer = await client.transcripts.search({
    ...asked,
    ...given('regex', isSet(options, 'regex') ? 'true' : undefined),
    ...given('context', findLines(options)),
    ...given('limit', findCount(options, 'limit', 100)),
    ...given('before', findText(options, 'before')),
  })
  if (context.json) return context.output.json(answer)
  await context.output.print(showMatches(answer, context))
  if (answer.matches.length === 0) context.output.note('Nothing found.')
  if (!answer.complete) context.output.note('The time was up before everything was searched.')
  if (answer.next !== null) context.output.note(`Older ones: --before ${answer.next}`)
}

/** None is a number of lines too. */
function findLines(options: CommandOptions): number | undefined {
  return findText(options, 'context') === '0' ? 0 : findCount(options, 'context', 20)
}

function readPlace(options: CommandOptions): number | undefined {
  return findCount(options, 'before', Number.MAX_SAFE_INTEGER)
}
