import type { LocalMachine } from '#platform/processes.ts'
import type { StateFolder } from '#platform/state-folder.ts'
import type { World } from '#domain/target-resolve.ts'
import { prepareRunsFolder } from './copies.ts'
import type { LiveParts } from './live-run.ts'
import { findScriptPlaces, type ScriptPlaces } from './places.ts'
import { prepareRun, type PreparedRun, type ScriptRequest } from './plan.ts'
import { recoverRuns } from './recover.ts'
import { createScriptRuns, type ScriptRuns } from './runs.ts'

/** The script library and what runs out of it. */
export interface Scripts extends AsyncDisposable {
  readonly places: ScriptPlaces
  readonly runs: ScriptRuns
  prepare(request: ScriptRequest): PreparedRun
}

export interface ScriptsParts extends LiveParts {
  readonly folder: StateFolder
  readonly machine: LocalMachine
  world(): World
}

/** Settles what an earlier hub left, and is ready to run. */
export async function createScripts(parts: ScriptsParts): Promise<Scripts> {
  const places = findScriptPlaces(parts.folder, process.env, process.platform)
  await recoverRuns(parts)
  prepareRunsFolder(places.runsFolder)
  const planParts = { places, db: parts.store.read, world: parts.world }
  const runs = createScriptRuns({ ...parts, ...planParts })
  return {
    places,
    runs,
    prepare: request => prepareRun(planParts, request),
    [Symbol.asyncDispose]: () => runs.close(),
  }
}
