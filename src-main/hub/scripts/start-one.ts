import type { ScriptPlan, ScriptResult } from '#contract/script.ts'
import { adviseModule, findMissingModule } from '#domain/missing-module.ts'
import { judgeEnd } from '#domain/script-outcome.ts'
import type { Clock, Machine } from '#domain/ports.ts'
import { LONGEST_TIMER } from '#platform/clock.ts'
import { holdProcess, type HeldProcess } from '#platform/held-process.ts'
import { shellWord } from '#platform/shell-word.ts'
import type { StartedProcess } from '#store/script-results.ts'
import type { OutputKeeper } from './output-keeper.ts'

/** Time between asking a script to end and ending it, in milliseconds. */
const GRACE = 2_000
/** As much of the end of its errors is kept at hand, in characters. */
const LAST_ERRORS = 1_000

/** One start of a script, from before it runs until its end is known. */
export interface ScriptStart {
  readonly ended: Promise<Omit<ScriptResult, 'place' | 'target' | 'startedAt' | 'endedAt'>>
  stop(): void
}

export interface StartParts {
  readonly clock: Clock
  readonly machine: Pick<Machine, 'process'>
  readonly output: OutputKeeper
  /** Stores which process it is. The script does not run before this resolves, and never when it fails. */
  noteStarted(process: StartedProcess): Promise<void>
}

/** Starts the script for one target. */
export function startOne(parts: StartParts, plan: ScriptPlan, place: number): ScriptStart {
  const { clock, output } = parts
  let lastErrors = ''
  const process = holdProcess(
    {
      argv: plan.argv,
      cwd: plan.cwd,
      env: plan.starts[place]?.environment ?? {},
      onOutput(stream, bytes) {
        output.take(place, stream, bytes)
        if (stream === 'stderr') lastErrors = (lastErrors + Buffer.from(bytes).toString()).slice(-LAST_ERRORS)
      },
    },
    clock,
  )
  let endedFor: 'stop' | 'timeout' | null = null
  let startError: string | null = null
  const timers: Disposable[] = []

  function end(reason: 'stop' | 'timeout'): void {
    if (endedFor !== null) return
    endedFor = reason
    process.signal('SIGTERM')
    timers.push(clock.after(GRACE, () => process.signal('SIGKILL')))
  }

  async function letGo(): Promise<void> {
    try {
      await noteProcess(parts, process)
    } catch (error) {
      startError = error instanceof Error ? error.message : String(error)
      process.signal('SIGKILL')
      return
    }
    if (endedFor !== null) return
    timers.push(alarm(clock, plan.timeoutSeconds * 1_000, () => end('timeout')))
    process.release()
  }

  async function follow(): ScriptStart['ended'] {
    await letGo()
    const exit = await process.ended
    for (const timer of timers) timer[Symbol.dispose]()
    await output.settle()
    const error = startError ?? exit.startError
    const judged = judgeEnd({ ...exit, endedFor, startError: error }, plan.timeoutSeconds)
    const detail = judged.detail || explain(plan, exit.exitCode, lastErrors)
    return { ...judged, detail, exitCode: exit.exitCode, signal: exit.signal, ...output.count(place) }
  }

  return { ended: follow(), stop: () => end('stop') }
}

function explain({ script, argv }: ScriptPlan, exitCode: number | null, errors: string): string {
  const module = script.kind === 'python' && exitCode !== 0 ? findMissingModule(errors) : undefined
  return module === undefined ? '' : adviseModule(shellWord(argv[0] ?? 'Python'), module)
}

async function noteProcess({ machine, noteStarted }: StartParts, { pid }: HeldProcess): Promise<void> {
  // It could not start, and its end says why.
  if (pid === undefined) return
  const facts = await machine.process(pid)
  if (facts === undefined) throw new Error('its process cannot be seen')
  await noteStarted({ pid: facts.pid, startedAt: facts.startedAt })
}

/** Calls back after any length of time, in steps no longer than a timer may be. */
function alarm(clock: Clock, ms: number, callback: () => void): Disposable {
  const end = clock.monotonic() + ms
  let timer: Disposable
  const wait = (): void => {
    const left = end - clock.monotonic()
    timer = left <= 0 ? clock.after(0, callback) : clock.after(Math.min(left, LONGEST_TIMER), wait)
  }
  wait()
  return { [Symbol.dispose]: () => timer[Symbol.dispose]() }
}
