import type { Inputs } from '#client/calls.ts'
import { COORDINATOR, howToAnswer, RoleName, WORKER } from '#contract/operation.ts'

/** A role beside the workers. */
export interface RoleForm {
  readonly role: string
  readonly targets: readonly string[]
  readonly instruction: string
}

export const EMPTY_ROLE: RoleForm = { role: '', targets: [], instruction: '' }
/** More roles than the form asks for are a matter of `comms operation start --plan`. */
export const MOST_MORE = 3

/** Everything the form holds. */
export interface StartForm {
  readonly name: string
  readonly targets: readonly string[]
  readonly instruction: string
  /** At most `MOST_MORE`. */
  readonly more: readonly RoleForm[]
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
  more: [],
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
      { role: WORKER, to: [...form.targets], instruction: form.instruction },
      ...rolesOf(form.more),
    ],
    ...(form.quorum === 0 ? {} : { quorum: form.quorum }),
    timeoutSeconds: form.minutes * 60,
    confirmed,
  }
}

/** Roles as a call has them. */
export function rolesOf(more: readonly RoleForm[]): Start['roles'] {
  return more.map(({ role, targets, instruction }) => ({ role, to: [...targets], instruction }))
}

/** What is wrong with a role, in words. */
export function findRoleProblem(more: readonly RoleForm[]): string | undefined {
  const names = more.map(({ role }) => role)
  const bad = names.find(name => !RoleName.safeParse(name).success)
  if (bad !== undefined) return bad === '' ? 'Give the role a name.' : `“${bad}” is no name for a role.`
  const taken = names.find((name, place) => [WORKER, COORDINATOR, ...names.slice(0, place)].includes(name))
  if (taken !== undefined) return `There is a role ${taken} already.`
  const empty = more.find(({ targets, instruction }) => targets.length === 0 || instruction.trim() === '')
  return empty === undefined ? undefined : `Choose who is ${empty.role}, and write what they shall do.`
}

/** An instruction as it is sent: with the line that says how to answer. Variables are filled in by the hub. */
export function taskText(name: string, instruction: string): string {
  return `${instruction.trimEnd()} ${howToAnswer(name.trim() === '' ? '…' : name.trim(), SHORT_ID)}`
}
