import { HubError } from '#contract/errors.ts'
import { uuidv7 } from '#contract/uuid.ts'
import type { HubClient } from '#client/calls.ts'
import { createRandomBytes } from '#platform/random-bytes.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { assertRunId, findText, isSet } from '../options.ts'
import { readOrder, type ScriptOrder } from '../script/read-order.ts'
import { planLines, runLines } from '../view/script-runs.ts'

export async function run(context: CommandContext, call: CommandCall): Promise<void> {
  const order = readOrder(call.words)
  const hub = await context.connect()
  if (isSet(call.options, 'dryRun')) {
    const plan = await hub.client.scripts.plan(order)
    return context.json ? context.output.json(plan) : context.output.print(planLines(plan, context))
  }
  const id = findText(call.options, 'id')
  const runId = id === undefined ? uuidv7(context.clock.now(), createRandomBytes()(10)) : assertRunId(id)
  const { lastEvent } = await hub.client.hub.status()
  if (isSet(call.options, 'yes')) await approve(hub.client, order)
  const started = await hub.client.scripts.run({ runId, ...order })
  if (call.options['wait'] === false) {
    return context.json ? context.output.json(started) : context.output.print(runLines(started, context))
  }
  const { followRun } = await import('../script/follow-run.ts')
  const ended = await followRun(context, hub, started, lastEvent)
  if (ended.state === 'done') return
  const ends = ended.results.filter(({ state }) => state !== 'done')
  throw new HubError('script_failed', `${ended.name}: ${ends.length} of ${ended.results.length} did not end well`, {
    hint: `comms script history ${ended.id} shows what they wrote`,
    data: { run: ended },
  })
}

/** `--yes` is the person's word for exactly what lies there now. */
async function approve(client: HubClient, order: ScriptOrder): Promise<void> {
  const { fingerprint, approval } = await client.scripts.plan(order)
  if (approval.state !== 'approved') await client.scripts.approve({ ...order, fingerprint })
}
