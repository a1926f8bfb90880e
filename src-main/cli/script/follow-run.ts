import type { Outputs } from '#client/calls.ts'
import type { FoundHub } from '#client/find-hub.ts'
import { followEvents } from '#client/follow-events.ts'
import type { CommandContext } from '../context.ts'
import { runLines } from '../view/script-runs.ts'
import { allOutput, outputPages } from './output-pages.ts'
import { LineJoiner } from './line-joiner.ts'

type ScriptRun = Outputs['scripts']['results']

/** What a shell expects of a command ended by Ctrl-C: 128 and the number of SIGINT. */
const INTERRUPTED = 130

/**
 * Shows what a run writes while it goes on, then how each start ended. Events only say that there is something to ask
 * for. A hub that goes away meanwhile is waited for. Ctrl-C stops the run: a script has nobody else who watches it.
 */
export async function followRun(
  context: CommandContext,
  hub: FoundHub,
  started: ScriptRun,
  after: number,
): Promise<ScriptRun> {
  const leave = () => void stopAndLeave(context, hub, started.id)
  process.once('SIGINT', leave)
  try {
    const joiner = new LineJoiner(started.results)
    let seen = 0
    const show = async () => {
      if (context.json) return
      const pages = outputPages(hub.client, started.id, seen)
      for (let page = await pages.next(); ; page = await pages.next()) {
        if (page.done === true) return void (seen = page.value)
        await context.output.print(page.value.flatMap(piece => joiner.take(piece)))
      }
    }
    const run = await waitForEnd(context, hub, started.id, after, show)
    await show()
    if (context.json) await context.output.json({ run, output: await allOutput(hub.client, run.id) })
    else await context.output.print([...joiner.rest(), ...runLines(run, context)])
    return run
  } finally {
    process.off('SIGINT', leave)
  }
}

async function waitForEnd(
  context: CommandContext,
  hub: FoundHub,
  runId: string,
  after: number,
  show: () => Promise<void>,
): Promise<ScriptRun> {
  for await (const item of followEvents(hub.link, { clock: context.clock, after, patience: Infinity })) {
    const isOurs = item.kind === 'event' && item.event.type === 'script.changed' && item.event.data.runId === runId
    if (!isOurs && item.kind !== 'connected') continue
    const run = await hub.client.scripts.results({ runId })
    if (run.state !== 'running') return run
    await show()
  }
  throw new Error('the stream of events ended by itself')
}

async function stopAndLeave({ output }: CommandContext, { client }: FoundHub, runId: string): Promise<never> {
  await client.scripts.stop({ runId }).catch(() => {})
  output.note(['', `Run ${runId} was told to stop.`])
  process.exit(INTERRUPTED)
}
