import type { PlannedDelivery } from '#contract/delivery.ts'
import { usePlan, type Plan } from '../compose/use-plan.ts'
import { findPlaceholders } from '../compose/variables.ts'
import { EMPTY_ROLE, taskText, type RoleForm, type StartForm } from './start-form.ts'

export interface StartPlan extends Plan {
  /** What is wrong with the coordinator alone. */
  readonly coordinatorError: unknown
  /** Names of sessions that would have two roles. */
  readonly twice: readonly string[]
}

/** What starting it would do to each session now, the coordinator last: computed by the code that gives the tasks. */
export function useStartPlan(form: StartForm, confirmed: boolean): StartPlan {
  const { name, more } = form
  const coordinator = form.coordinator.trim()
  const ask = ({ targets, instruction }: Omit<RoleForm, 'role'> = EMPTY_ROLE) =>
    questionOf(name, targets, instruction, confirmed)
  const lead = usePlan(ask({ targets: coordinator === '' ? [] : [coordinator], instruction: form.brief }))
  // As many as `MOST_MORE`: each is asked about by itself, because each has words of its own.
  const plans = [usePlan(ask(form)), usePlan(ask(more[0])), usePlan(ask(more[1])), usePlan(ask(more[2])), lead]
  const all = plans.flatMap(plan => plan.deliveries)
  const isFirst = ({ to }: PlannedDelivery, place: number) =>
    all.findIndex(one => one.to.address === to.address) === place
  const [workers = lead, ...others] = plans
  return {
    deliveries: all.filter(isFirst),
    body: workers.body,
    error: [workers, ...others.slice(0, -1)].find(({ error }) => error !== undefined)?.error,
    isStale: plans.some(plan => plan.isStale),
    coordinatorError: lead.error,
    twice: all.filter((one, place) => !isFirst(one, place)).map(one => one.to.name),
  }
}

function questionOf(name: string, to: readonly string[], instruction: string, confirmed: boolean) {
  if (to.length === 0 || findPlaceholders(instruction).some(({ isKnown }) => !isKnown)) return null
  return { to, body: taskText(name, instruction), isTemplate: true, confirmed, asCommand: false }
}
