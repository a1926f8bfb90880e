import type { Connection } from '../../stores/connection.ts'
import { errorWords } from '../../lib/words.ts'
import type { Plan } from './use-plan.ts'
import { findPlaceholders } from './variables.ts'

/** Why nothing can be sent now. */
export interface Obstacle {
  readonly words: string
  /** `wait`: nothing is wrong, something is missing yet. */
  readonly tone: 'wait' | 'error'
}

interface Facts {
  readonly connection: Connection['state']
  readonly targets: readonly string[]
  readonly ended: readonly string[]
  readonly text: string
  readonly isTemplate: boolean
  readonly plan: Plan
  /** An earlier send whose answer never came is still open. */
  readonly pending: boolean
}

export function findObstacle({ connection, targets, ended, text, isTemplate, plan, pending }: Facts): Obstacle | null {
  if (connection === 'locked') return wrong('This browser was signed out: nothing can be sent. Your text is kept.')
  if (connection !== 'live') return wrong('Nothing can be sent until the hub is back. Your text is kept.')
  if (pending) return wrong('First settle the send above whose answer was lost.')
  if (targets.length === 0)
    return ended.length > 0 ? wrong('Every target has ended. Choose others.') : wait('Choose who gets it.')
  const unknown = isTemplate ? findPlaceholders(text).find(({ isKnown }) => !isKnown) : undefined
  if (unknown !== undefined)
    return wrong(`{{${unknown.name}}} is not a variable. Correct it, or switch the variables off to send the braces.`)
  if (plan.error !== undefined) return wrong(describe(plan.error))
  if (text.trim() === '') return wait('Write something to say.')
  if (plan.isStale) return wait('Asking what would happen…')
  const everySkipped = plan.deliveries.every(one => one.outcome === 'skip')
  const canOpen = plan.deliveries.some(one => one.reason === 'shell' || one.reason === 'not_an_agent')
  return everySkipped && !canOpen ? wrong('Every target would be skipped.') : null
}

function describe(error: unknown): string {
  const { what, hint } = errorWords(error)
  return hint === '' ? `${what}.` : `${what}. ${hint}`
}

function wrong(words: string): Obstacle {
  return { words, tone: 'error' }
}

function wait(words: string): Obstacle {
  return { words, tone: 'wait' }
}
