import { z } from 'zod'
import { call, Done, errors } from '../call.ts'
import { Target } from '../message.ts'
import { Script, ScriptOutput, ScriptPlan, ScriptRun, ScriptShelf, ScriptValues } from '../script.ts'

/** Id of a script, or its file name with or without the ending; several that match are `ambiguous`. */
const ScriptName = z.string().min(1).max(1_000)
const RunId = z.strictObject({ runId: z.uuid() })
const RunRequest = z.strictObject({
  script: ScriptName,
  parameters: ScriptValues.default({}),
  targets: z.array(Target).max(1_000).default([]),
})
const PLAN_ERRORS = ['not_found', 'ambiguous', 'bad_filter', 'bad_request', 'script_unfit', 'unsupported'] as const

/** The script library. People only, all of it: a script is code that runs with the person's own rights. */
export const scripts = {
  list: call.route({ method: 'GET', path: '/scripts', summary: 'List the scripts of the library' }).output(
    z.object({
      scripts: z.array(Script),
      /** Where each shelf lies, whether or not the folder is there. */
      folders: z.array(z.object({ shelf: ScriptShelf, path: z.string() })),
      /** What was left out, and why. */
      problems: z.array(z.string()),
    }),
  ),
  show: call
    .route({ method: 'GET', path: '/script', summary: 'Show one script and its text' })
    .errors(errors('not_found', 'ambiguous'))
    .input(z.strictObject({ script: ScriptName }))
    .output(
      z.object({
        script: Script,
        /** Null when the file is not text or may not be read. */
        text: z.string().nullable(),
      }),
    ),
  plan: call
    .route({ method: 'POST', path: '/scripts/plan', summary: 'Tell exactly what a run would start; start nothing' })
    .errors(errors(...PLAN_ERRORS))
    .input(RunRequest)
    .output(ScriptPlan),
  approve: call
    .route({
      method: 'POST',
      path: '/scripts/approve',
      summary: 'Approve what a plan has shown, under its fingerprint',
    })
    .errors(errors(...PLAN_ERRORS, 'conflict'))
    .input(RunRequest.extend({ fingerprint: z.string().length(64) }))
    .output(Done),
  run: call
    .route({ method: 'POST', path: '/scripts/run', summary: 'Run an approved script; the same id again runs nothing' })
    .errors(errors(...PLAN_ERRORS, 'conflict', 'needs_confirmation', 'rate_limited'))
    .input(RunRequest.extend({ runId: z.uuid() }))
    .output(ScriptRun),
  stop: call
    .route({
      method: 'POST',
      path: '/scripts/runs/{runId}/stop',
      summary: 'Stop a run, or its starts for some targets',
    })
    .errors(errors('not_found', 'too_late'))
    .input(RunId.extend({ targets: z.array(Target).max(1_000).default([]) }))
    .output(ScriptRun),
  runs: call
    .route({ method: 'GET', path: '/scripts/runs', summary: 'List runs, newest first' })
    .errors(errors('not_found', 'ambiguous'))
    .input(
      z.strictObject({ script: ScriptName.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    )
    .output(z.object({ runs: z.array(ScriptRun) })),
  results: call
    .route({ method: 'GET', path: '/scripts/runs/{runId}', summary: 'Show one run and how each start ended' })
    .errors(errors('not_found'))
    .input(RunId)
    .output(ScriptRun),
  output: call
    .route({ method: 'GET', path: '/scripts/runs/{runId}/output', summary: 'What a run wrote, behind a number' })
    .errors(errors('not_found'))
    .input(
      RunId.extend({
        /** Number of the last piece known. */
        after: z.coerce.number().int().nonnegative().default(0),
        /** Pieces of at most 16 KiB. */
        limit: z.coerce.number().int().min(1).max(200).default(64),
      }),
    )
    .output(
      z.object({
        output: z.array(ScriptOutput),
        /** Ask again behind this. */
        next: z.int(),
        /** True when nothing lies behind `next` now. */
        end: z.boolean(),
      }),
    ),
}
