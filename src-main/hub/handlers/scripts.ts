import { HubError } from '#contract/errors.ts'
import type { ScriptRun } from '#contract/script.ts'
import { hasEnded } from '#domain/script-outcome.ts'
import { saveApproval } from '#store/script-approvals.ts'
import { listOutput } from '#store/script-results.ts'
import { findRun, listLastRuns, listRuns } from '#store/script-runs.ts'
import { noteDeed } from '../audit.ts'
import type { Hub } from '../hub.ts'
import { getScript, listLibrary } from '../scripts/library.ts'
import { handle } from './handle.ts'

export const list = handle.scripts.list.handler(({ context: { hub } }) => {
  const { places } = hub.scripts
  const { scripts, problems } = listLibrary(places, listLastRuns(hub.store.read))
  return {
    scripts: scripts.map(({ script }) => script),
    folders: places.shelves.map(({ shelf, path }) => ({ shelf, path })),
    problems: [...problems],
  }
})

export const show = handle.scripts.show.handler(({ input, context: { hub } }) => {
  const { script, reading } = getScript(hub.scripts.places, listLastRuns(hub.store.read), input.script)
  return { script, text: reading.kind === 'read' ? reading.text : null }
})

export const plan = handle.scripts.plan.handler(({ input, context: { hub } }) => hub.scripts.prepare(input).plan)

/** What is approved is what lies there now: when that is not what the person saw, nothing is. */
export const approve = handle.scripts.approve.handler(async ({ input, context: { hub, caller } }) => {
  const { fingerprint, ...request } = input
  const prepared = hub.scripts.prepare(request)
  const { script, hash } = prepared.plan
  if (prepared.plan.fingerprint !== fingerprint) {
    throw new HubError('conflict', `${script.name} is not what was shown any more`, {
      hint: 'Nothing was approved. Look at it again.',
      data: { name: script.id, fingerprint: prepared.plan.fingerprint },
    })
  }
  await hub.store.write(tx => {
    saveApproval(tx, prepared.approval, prepared.text, hub.clock.now())
    const what = `approve script ${hash.slice(0, 12)}`
    noteDeed(hub, tx, caller, { what, target: script.id, result: 'done' })
  })
  return { ok: true as const }
})

export const run = handle.scripts.run.handler(({ input, context: { hub, caller } }) =>
  hub.scripts.runs.start({ ...input, startedBy: caller.sender.name }, tx =>
    noteDeed(hub, tx, caller, { what: `run script ${input.runId}`, target: input.script, result: 'done' }),
  ),
)

export const stop = handle.scripts.stop.handler(async ({ input, context: { hub, caller } }) => {
  const found = getRun(hub, input.runId)
  const places = placesOf(found, input.targets)
  if (found.results.filter(({ place }) => places.includes(place)).every(hasEnded)) {
    throw new HubError('too_late', `${found.name} has ended already`, { data: { state: found.state } })
  }
  hub.scripts.runs.stop(found.id, places)
  await hub.store.write(tx =>
    noteDeed(hub, tx, caller, { what: `stop script ${found.id}`, target: found.script, result: 'done' }),
  )
  return getRun(hub, found.id)
})

export const runs = handle.scripts.runs.handler(({ input, context: { hub } }) => ({
  runs: [...listRuns(hub.store.read, input.script === undefined ? undefined : idOf(hub, input.script), input.limit)],
}))

export const results = handle.scripts.results.handler(({ input, context: { hub } }) => getRun(hub, input.runId))

export const output = handle.scripts.output.handler(({ input, context: { hub } }) => {
  const { id } = getRun(hub, input.runId)
  const pieces = listOutput(hub.store.read, id, input.after, input.limit)
  return { output: [...pieces], next: pieces.at(-1)?.number ?? input.after, end: pieces.length < input.limit }
})

function getRun(hub: Hub, runId: string): ScriptRun {
  const found = findRun(hub.store.read, runId)
  if (found !== undefined) return found
  throw new HubError('not_found', `There is no run ${runId}`, {
    hint: 'comms script history lists the runs.',
    data: { what: 'run', name: runId },
  })
}

/** A script that is gone from its shelf still has a history, under its id. */
function idOf(hub: Hub, asked: string): string {
  const runsOfIt = listRuns(hub.store.read, asked, 1)
  return runsOfIt.length > 0 ? asked : getScript(hub.scripts.places, new Map(), asked).script.id
}

function placesOf({ name, results: starts }: ScriptRun, targets: readonly string[]): readonly number[] {
  if (targets.length === 0) return starts.map(({ place }) => place)
  return targets.map(asked => {
    const start = starts.find(({ target }) => target !== null && [target.address, target.name].includes(asked))
    if (start !== undefined) return start.place
    throw new HubError('not_found', `${name} was not run on ${asked}`, { data: { what: 'target', name: asked } })
  })
}
