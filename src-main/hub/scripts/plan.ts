import { basename, join } from 'node:path'
import { HubError } from '#contract/errors.ts'
import type { Script, ScriptPlan, ScriptValues } from '#contract/script.ts'
import type { Session } from '#contract/session.ts'
import { scriptEnvironment, type ScriptAim } from '#domain/script-environment.ts'
import { readValues } from '#domain/script-parameter.ts'
import type { World } from '#domain/target-resolve.ts'
import { hashContent } from '#store/content-hash.ts'
import type { ReadDb } from '#store/handles.ts'
import { findApproval, findApprovedText, findLastApproval, type ScriptApproval } from '#store/script-approvals.ts'
import { listLastRuns } from '#store/script-runs.ts'
import { resolveSessions } from '../resolve-sessions.ts'
import { interpreterOf } from './command.ts'
import { getScript, type LibraryScript } from './library.ts'
import type { ScriptPlaces } from './places.ts'

/** What to run, on what. */
export interface ScriptRequest {
  readonly script: string
  readonly parameters: ScriptValues
  /** Targets as people write them; none for a script that works on nothing. */
  readonly targets: readonly string[]
}

/** A plan with what carrying it out needs besides: the very bytes it is about. */
export interface PreparedRun {
  readonly plan: ScriptPlan
  readonly bytes: Buffer
  readonly text: string | null
  /** Where the copy of the script that runs lies. */
  readonly copy: string
  /** What an approval of this would say. */
  readonly approval: Omit<ScriptApproval, 'at'>
}

export interface PlanParts {
  readonly places: ScriptPlaces
  readonly db: ReadDb
  world(): World
}

/** Works out exactly what a run would start. Reads the file once; what is approved and what runs is what was read. */
export function prepareRun(parts: PlanParts, request: ScriptRequest): PreparedRun {
  const { places, db } = parts
  const found = getScript(places, listLastRuns(db), request.script)
  const { script } = found
  const { bytes, hash, text } = readyToRun(found)
  const values = givenValues(script, request.parameters)
  const aims = aimAt(script, request.targets, parts.world)
  // The copy is run, not the file: nothing can come between what was approved and what runs.
  const copy = join(places.runsFolder, hash.slice(0, 16), basename(script.file))
  const program = interpreterOf(places, script, text)
  const cwd = places.surroundings.home
  const words = values.map(({ value }) => value)
  const starts = aims.map(aim => ({
    target: aim.kind === 'session' ? { address: aim.session.address, name: aim.session.name } : null,
    environment: scriptEnvironment(places.surroundings, aim, values),
  }))
  const environment = Object.keys(starts[0]?.environment ?? {}).toSorted()
  const kept = { script: script.id, hash, argv: [...program, script.file, ...words], cwd, environment }
  const fingerprint = hashContent(kept)
  return {
    plan: {
      script,
      hash,
      argv: [...program, copy, ...words],
      cwd,
      timeoutSeconds: script.timeoutSeconds,
      starts,
      fingerprint,
      approval: approvalOf(db, { ...kept, fingerprint }),
    },
    bytes,
    text,
    copy,
    approval: { ...kept, fingerprint },
  }
}

function readyToRun({ script, reading }: LibraryScript): Extract<LibraryScript['reading'], { kind: 'read' }> {
  const unfit = script.problems.filter(({ kind }) => kind !== 'machine')
  if (reading.kind === 'read' && unfit.length === 0 && script.problems.length === 0) return reading
  const words = script.problems.map(({ message }) => message).join('; ')
  if (unfit.length === 0) {
    throw new HubError('unsupported', `${script.name} cannot run here: ${words}`, { data: { what: script.id } })
  }
  throw new HubError('script_unfit', `${script.id} cannot be run: ${words}`, {
    hint: `Correct ${script.file} and try again.`,
    data: { script: script.id, problems: script.problems },
  })
}

function givenValues(script: Script, given: ScriptValues) {
  const read = readValues(script.parameters, given)
  if (read.kind === 'values') return read.values
  const words = read.problems.map(({ name, message }) => `${name} ${message}`).join('; ')
  const known = script.parameters.map(({ name, type }) => `${name}=<${type}>`).join(' ')
  throw new HubError('bad_request', `${script.name}: ${words}`, {
    hint: known === '' ? 'It takes no parameters.' : `It takes ${known}`,
    data: { parameters: read.problems },
  })
}

function aimAt(script: Script, targets: readonly string[], world: () => World): readonly ScriptAim[] {
  const refuse = (message: string): never => {
    throw new HubError('bad_request', `${script.name} ${message}`, { hint: 'Nothing was started.', data: { targets } })
  }
  if (script.targets === 'none') return targets.length === 0 ? [{ kind: 'none' }] : refuse('works on no session')
  if (targets.length === 0) refuse(script.targets === 'one' ? 'needs one target' : 'needs at least one target')
  const sessions: readonly Session[] = resolveSessions(world(), targets)
  if (script.targets === 'one' && sessions.length > 1) refuse(`works on one session, not on ${sessions.length}`)
  if (script.targets === 'together') return [{ kind: 'together', sessions }]
  return sessions.map(session => ({ kind: 'session', session }))
}

function approvalOf(db: ReadDb, wanted: Omit<ScriptApproval, 'at'>): ScriptPlan['approval'] {
  const known = findApproval(db, wanted.fingerprint)
  if (known !== undefined) return { state: 'approved', changed: [], previousText: null, approvedAt: known.at }
  const last = findLastApproval(db, wanted.script)
  if (last === undefined) return { state: 'new', changed: [], previousText: null, approvedAt: null }
  const differs = (name: 'argv' | 'environment') => last[name].join('\0') !== wanted[name].join('\0')
  const changed = [
    ...(last.hash === wanted.hash ? [] : ['content' as const]),
    ...(differs('argv') ? ['arguments' as const] : []),
    ...(last.cwd === wanted.cwd ? [] : ['folder' as const]),
    ...(differs('environment') ? ['environment' as const] : []),
  ]
  const previousText = last.hash === wanted.hash ? null : findApprovedText(db, last.hash)
  return { state: 'changed', changed, previousText, approvedAt: last.at }
}
