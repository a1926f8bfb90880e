import { usePlan, type Plan } from '../compose/use-plan.ts'
import { findPlaceholders } from '../compose/variables.ts'
import { taskText, type StartForm } from './start-form.ts'

export interface StartPlan extends Plan {
  /** What is wrong with the coordinator alone. */
  readonly coordinatorError: unknown
  /** Names of sessions that would have two roles. */
  readonly twice: readonly string[]
}

/** What starting it would do to each session now, the coordinator last: computed by the code that gives the tasks. */
export function useStartPlan(form: StartForm, confirmed: boolean): StartPlan {
  const workers = usePlan(questionOf(form.name, form.targets, form.instruction, confirmed))
  const coordinator = form.coordinator.trim()
  const lead = usePlan(questionOf(form.name, coordinator === '' ? [] : [coordinator], form.brief, confirmed))
  const atWork = new Set(workers.deliveries.map(one => one.to.address))
  return {
    deliveries: [...workers.deliveries, ...lead.deliveries.filter(one => !atWork.has(one.to.address))],
    body: workers.body,
    error: workers.error,
    isStale: workers.isStale || lead.isStale,
    coordinatorError: lead.error,
    twice: lead.deliveries.filter(one => atWork.has(one.to.address)).map(one => one.to.name),
  }
}

function questionOf(name: string, to: readonly string[], instruction: string, confirmed: boolean) {
  if (to.length === 0 || findPlaceholders(instruction).some(({ isKnown }) => !isKnown)) return null
  return { to, body: taskText(name, instruction), isTemplate: true, confirmed, asCommand: false }
}
