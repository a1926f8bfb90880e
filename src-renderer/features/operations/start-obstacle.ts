import type { Connection } from '../../stores/connection.ts'
import { errorWords } from '../../lib/words.ts'
import { findPlaceholders } from '../compose/variables.ts'
import { findRoleProblem, type StartForm } from './start-form.ts'
import type { StartPlan } from './use-start-plan.ts'

/** Why it cannot be started now, in words; undefined when it can. What is merely missing comes first. */
export function findStartObstacle(
  form: StartForm,
  plan: StartPlan,
  connection: Connection['state'],
): string | undefined {
  if (connection === 'locked') return 'This browser was signed out: nothing can be started. Your text is kept.'
  if (connection !== 'live') return 'Nothing can be started until the hub is back. Your text is kept.'
  if (form.name.trim() === '') return 'Give it a name.'
  if (form.targets.length === 0) return 'Choose who works in it.'
  if (form.instruction.trim() === '') return 'Write what they shall do.'
  const problem = findRoleProblem(form.more)
  if (problem !== undefined) return problem
  const texts = [form.instruction, form.brief, ...form.more.map(({ instruction }) => instruction)]
  const unknown = findPlaceholders(texts.join(' ')).find(({ isKnown }) => !isKnown)
  if (unknown !== undefined) return `{{${unknown.name}}} is not a variable.`
  if (form.coordinator.trim() !== '' && form.brief.trim() === '') return 'Write what the coordinator shall do.'
  const error = plan.error ?? plan.coordinatorError
  if (error !== undefined) return [errorWords(error).what, errorWords(error).hint].filter(Boolean).join('. ')
  const [twice] = plan.twice
  if (twice !== undefined) return `${twice} would have two roles. Give each session one role.`
  if (plan.isStale) return 'Asking what would happen…'
  if (plan.deliveries.every(one => one.outcome === 'skip')) return 'Every session would be skipped.'
  return undefined
}
