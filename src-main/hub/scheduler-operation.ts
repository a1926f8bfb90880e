import { HubError } from '#contract/errors.ts'
import { COORDINATOR, WORKER } from '#contract/operation.ts'
import type { ScheduleWhat } from '#contract/schedule.ts'
import { findOperation } from '#store/operations.ts'
import type { Hub } from './hub.ts'
import { partsNow } from './operations/operation-view.ts'
import { giveTasks, startOperation } from './operations/start-operation.ts'
import { isOwner } from './owner-mailbox.ts'
import type { Executor } from './scheduler-executors.ts'
import { checkText, speakerOf } from './scheduler-message.ts'
import { targetsOf } from './scheduler-targets.ts'

type OperationWhat = Extract<ScheduleWhat, { kind: 'operation' }>

/** Starts an operation under the run's own id, so that a crash never starts it twice. The run lasts as long as it. */
export const runOperation: Executor<OperationWhat> = {
  check(hub, what) {
    const { instruction, roles = [], coordinator, brief, confirmed } = what
    if (targetsOf(what).some(isOwner)) {
      throw new HubError('bad_schedule', 'An operation is for sessions: you are told of it anyway', {
        data: { field: 'to', value: 'owner' },
      })
    }
    checkRoles(roles.map(({ role }) => role))
    for (const text of [instruction, ...roles.map(role => role.instruction)]) checkText(hub, text, confirmed)
    if (coordinator !== undefined) checkText(hub, brief, confirmed)
  },
  async run(hub, { schedule, what, run }) {
    const speaker = speakerOf(schedule)
    if (findOperation(hub.store.read, run.id) !== undefined) await giveTasks(hub, run.id, speaker)
    else {
      const { to, instruction, roles = [], coordinator, brief, quorum, timeoutSeconds, confirmed } = what
      const workers = [{ role: WORKER, to, instruction }, ...roles]
      const lead = coordinator === undefined ? [] : [{ role: COORDINATOR, to: [coordinator], instruction: brief }]
      const request = { id: run.id, name: schedule.name, roles: [...lead, ...workers], timeoutSeconds, confirmed }
      await startOperation(hub, quorum === undefined ? request : { ...request, quorum }, speaker)
    }
    return { kind: 'started', detail: `operation ${run.id}` }
  },
  judge(hub, { id }) {
    const found = findOperation(hub.store.read, id)
    if (found === undefined) return { kind: 'not_started' }
    if (found.state === 'running') return { kind: 'under_way' }
    // What a person called off is no failure.
    const state = found.state === 'incomplete' ? 'failed' : 'done'
    return { kind: 'ended', state, detail: `${found.state}: ${answersOf(hub, found)}` }
  },
}

/** Each role once: two of one name could not be told apart. */
function checkRoles(names: readonly string[]): void {
  const twice = names.find((name, place) => [WORKER, COORDINATOR, ...names.slice(0, place)].includes(name))
  if (twice === undefined) return
  throw new HubError('bad_schedule', `There is a role ${twice} already`, { data: { field: 'roles', value: twice } })
}

function answersOf(hub: Hub, operation: NonNullable<ReturnType<typeof findOperation>>): string {
  const workers = partsNow(hub.store.read, operation, hub.clock.now()).filter(part => part.role !== COORDINATOR)
  return `${workers.filter(part => part.state === 'answered').length} of ${workers.length} answered`
}
