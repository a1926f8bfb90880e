import { HubError } from '#contract/errors.ts'
import type { ScriptRun } from '#contract/script.ts'
import { hashContent } from '#store/content-hash.ts'
import type { WriteTx } from '#store/handles.ts'
import { findRun, findRunContent, insertRun, pruneRuns } from '#store/script-runs.ts'
import { announceRun } from './announce-run.ts'
import { writeCopy } from './copies.ts'
import { LiveRun, type LiveParts } from './live-run.ts'
import { prepareRun, type PlanParts, type PreparedRun, type ScriptRequest } from './plan.ts'

/** Runs that go on at the same time. */
const MOST_RUNS = 10
/** Ended runs that are remembered, with what they wrote. */
const KEPT_RUNS = 200

export interface RunRequest extends ScriptRequest {
  /** Made by the caller: the same id with the same request runs nothing a second time. */
  readonly runId: string
  /** Who wants it: `owner`, `schedule:<name>`. */
  readonly startedBy: string
}

/** Runs scripts. What has not been approved by a person is refused here, whoever asks. */
export interface ScriptRuns {
  /**
   * Starts an approved script and returns at once; `script.changed` events tell how it goes on. `note` writes into the
   * transaction that accepts the run.
   *
   * @throws HubError `needs_confirmation` when exactly this was not approved, `conflict` when the id was used for another
   */
  start(request: RunRequest, note?: (tx: WriteTx) => void): Promise<ScriptRun>
  /** Stops the starts at these places of a run that goes on, or all of them; resolves when that was asked of them. */
  stop(runId: string, places?: readonly number[]): void
  /** The run once it has ended; nothing when there is no such run. */
  whenEnded(runId: string): Promise<ScriptRun | undefined>
  /** Stops everything that runs and waits for its end. */
  close(): Promise<void>
}

export function createScriptRuns(parts: LiveParts & PlanParts): ScriptRuns {
  const live = new Map<string, LiveRun>()
  let isClosed = false

  function accept(tx: WriteTx, request: RunRequest, prepared: PreparedRun, contentHash: string): void {
    const { plan } = prepared
    const { script, hash, argv, cwd } = plan
    pruneRuns(tx, KEPT_RUNS)
    insertRun(tx, {
      ...{ id: request.runId, script: script.id, name: script.name, hash, argv, cwd, contentHash },
      parameters: request.parameters,
      startedBy: request.startedBy,
      targets: plan.starts.map(({ target }) => target),
      at: parts.clock.now(),
    })
    announceRun(parts.announcer, tx, request.runId, parts.clock.now())
  }

  return {
    async start(request, note) {
      const { runId, script, parameters, targets } = request
      const contentHash = hashContent({ script, parameters, targets })
      const known = findRepeated(parts, runId, contentHash)
      if (known !== undefined) return known
      if (isClosed || live.size >= MOST_RUNS) throw tooMany()
      const prepared = prepareRun(parts, request)
      assertApproved(prepared)
      writeCopy(prepared.copy, prepared.bytes)
      await parts.store.write(tx => {
        accept(tx, request, prepared, contentHash)
        note?.(tx)
      })
      const run = new LiveRun(parts, runId, prepared.plan)
      live.set(runId, run)
      void run.ended.finally(() => live.delete(runId))
      return findRun(parts.store.read, runId) as ScriptRun
    },
    stop: (runId, places) => live.get(runId)?.stop('stopped before it began', places),
    async whenEnded(runId) {
      await live.get(runId)?.ended
      return findRun(parts.store.read, runId)
    },
    async close() {
      isClosed = true
      const runs = [...live.values()]
      for (const run of runs) run.stop('the hub stopped before it began')
      await Promise.all(runs.map(run => run.ended))
    },
  }
}

function findRepeated({ store }: LiveParts, runId: string, contentHash: string): ScriptRun | undefined {
  const known = findRunContent(store.read, runId)
  if (known === undefined) return undefined
  if (known === contentHash) return findRun(store.read, runId)
  throw new HubError('conflict', `The id ${runId} was used for another run`, { data: { name: runId } })
}

function assertApproved({ plan }: PreparedRun): void {
  const { approval, script, fingerprint } = plan
  if (approval.state === 'approved') return
  const what = approval.changed.length > 0 ? approval.changed.join(', ') : 'script'
  const words =
    approval.state === 'new'
      ? `${script.name} was never approved`
      : `${script.name} differs from what was approved last (${what})`
  throw new HubError('needs_confirmation', words, {
    hint: 'Nothing was started. Look at it with --dry-run, then repeat with --yes to approve and run it.',
    data: { why: `script_${approval.state}`, changed: approval.changed, fingerprint },
  })
}

function tooMany(): HubError {
  return new HubError('rate_limited', `${MOST_RUNS} scripts are running already`, {
    hint: 'Wait for one to end, or stop one: comms script history shows them.',
    data: { retryAfterMs: 5_000 },
  })
}
