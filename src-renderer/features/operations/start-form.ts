import type { Inputs } from '#client/calls.ts'
import { COORDINATOR, howToAnswer } from '#contract/operation.ts'

/** Everything the form holds. */
export interface StartForm {
  readonly name: string
  readonly targets: readonly string[]
  readonly instruction: string
  /** One session, as typed; empty for none. */
  readonly coordinator: string
  readonly brief: string
  /** How many answers are enough; 0 for all of them. */
  readonly quorum: number
  readonly minutes: number
}

export const EMPTY_START: StartForm = {
  name: '',
  targets: [],
  instruction: '',
  coordinator: '',
  brief: 'You coordinate this operation. You are told every answer when it ends.',
  quorum: 0,
  minutes: 60,
}

/** Stands for the short id of the task, which the hub makes at the start. */
const SHORT_ID = '········'

type Start = Inputs['operations']['begin']

/** The call, but for its id. */
export function requestOf(form: StartForm, confirmed: boolean): Omit<Start, 'id'> {
  const coordinator = form.coordinator.trim()
  return {
    name: form.name.trim(),
    roles: [
      ...(coordinator === '' ? [] : [{ role: COORDINATOR, to: [coordinator], instruction: form.brief }]),
      { role: 'worker', to: [...form.targets], instruction: form.instruction },
    ],
    ...(form.quorum === 0 ? {} : { quorum: form.quorum }),
    timeoutSeconds: form.minutes * 60,
    confirmed,
  }
}

/** An instruction as it is sent: with the line that says how to answer. Variables are filled in by the hub. */
export function taskText(name: string, instruction: string): string {
  return `${instruction.trimEnd()} ${howToAnswer(name.trim() === '' ? '…' : name.trim(), SHORT_ID)}`
}
