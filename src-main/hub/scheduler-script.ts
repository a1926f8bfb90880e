import type { ScheduleWhat } from '#contract/schedule.ts'
import { findRun } from '#store/script-runs.ts'
import { noteDeed } from './audit.ts'
import type { Executor } from './scheduler-executors.ts'
import { speakerOf } from './scheduler-message.ts'

type ScriptWhat = Extract<ScheduleWhat, { kind: 'script' }>

/** Runs a script that a person approved as it is. Under the run's own id, so that a crash never starts it twice. */
export const runScript: Executor<ScriptWhat> = {
  check(hub, { script, parameters, to }) {
    hub.scripts.prepare({ script, parameters, targets: to })
  },
  async run(hub, { schedule, what, run }) {
    const { sender } = speakerOf(schedule)
    const request = { script: what.script, parameters: what.parameters, targets: what.to, startedBy: sender.name }
    const started = await hub.scripts.runs.start({ ...request, runId: run.id }, tx =>
      noteDeed(hub, tx, speakerOf(schedule), {
        what: `run script ${run.id}`,
        target: what.script,
        result: 'done',
      }),
    )
    return { kind: 'started', detail: `runs ${started.name}` }
  },
  judge(hub, { id }) {
    const found = findRun(hub.store.read, id)
    if (found === undefined) return { kind: 'not_started' }
    if (found.state === 'running') return { kind: 'under_way' }
    const detail = `${found.results.filter(({ state }) => state === 'done').length} of ${found.results.length} done`
    return { kind: 'ended', state: found.state === 'done' ? 'done' : 'failed', detail: `${found.state}: ${detail}` }
  },
}
