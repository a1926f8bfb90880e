import type { DeliveryState, PlannedDelivery, Session } from '#client/calls.ts'
import type { Colour } from './paint.ts'

/** A state by shape first: the colour only repeats what the glyph says. */
export interface StateMark {
  readonly glyph: string
  readonly word: string
  readonly colour: Colour | undefined
}

export const SESSION_MARKS: Readonly<Record<Session['state'], StateMark>> = {
  blocked: { glyph: '▲', word: 'needs you', colour: 'yellow' },
  error: { glyph: '✕', word: 'error', colour: 'red' },
  done: { glyph: '✓', word: 'done', colour: 'green' },
  working: { glyph: '◔', word: 'working', colour: 'cyan' },
  idle: { glyph: '○', word: 'idle', colour: undefined },
  unknown: { glyph: '◌', word: 'unknown', colour: 'dim' },
  gone: { glyph: '◌', word: 'ended', colour: 'dim' },
}

export const DELIVERY_MARKS: Readonly<Record<DeliveryState, StateMark>> = {
  accepted: { glyph: '◌', word: 'accepted', colour: undefined },
  queued: { glyph: '◌', word: 'queued', colour: undefined },
  held: { glyph: '▲', word: 'held', colour: 'yellow' },
  sending: { glyph: '◔', word: 'sending', colour: 'cyan' },
  typed: { glyph: '◔', word: 'typed', colour: 'cyan' },
  submitted: { glyph: '◔', word: 'submitted', colour: 'cyan' },
  confirmed: { glyph: '✓', word: 'confirmed', colour: 'green' },
  answered: { glyph: '✓', word: 'answered', colour: 'green' },
  skipped: { glyph: '–', word: 'skipped', colour: 'yellow' },
  failed: { glyph: '✕', word: 'failed', colour: 'red' },
  expired: { glyph: '✕', word: 'expired', colour: 'red' },
  cancelled: { glyph: '–', word: 'cancelled', colour: 'dim' },
  uncertain: { glyph: '?', word: 'uncertain', colour: 'red' },
}

export const OUTCOME_MARKS: Readonly<Record<PlannedDelivery['outcome'], StateMark>> = {
  send: { glyph: '✓', word: 'send', colour: 'green' },
  hold: { glyph: '▲', word: 'hold', colour: 'yellow' },
  skip: { glyph: '–', word: 'skip', colour: 'yellow' },
}

/** The mark of a state; one that a newer hub knows and this program does not is shown by its own name. */
export function markOf<State extends string>(marks: Readonly<Record<State, StateMark>>, state: State): StateMark {
  return marks[state] ?? { glyph: '◌', word: state, colour: 'dim' }
}
