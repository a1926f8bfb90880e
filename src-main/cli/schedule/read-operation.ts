import type { Inputs } from '#client/calls.ts'
import type { CommandCall } from '../command-spec.ts'
import { parseSeconds } from '../duration.ts'
import { findCount, findText, given, isSet } from '../options.ts'
import { readPlan, type Role } from '../read-plan.ts'
import { assertTargets, readText } from './whom-and-text.ts'

type OperationWhat = Extract<Inputs['schedules']['save']['what'], { kind: 'operation' }>

/** An operation that a schedule starts: the words name its workers, `--plan` brings roles beside them. */
export async function readOperation(
  { options, afterDashes }: CommandCall,
  targets: readonly string[],
  before: OperationWhat | undefined,
): Promise<OperationWhat> {
  const path = findText(options, 'plan')
  const plan = sortRoles(path === undefined ? [] : await readPlan(path))
  const timeout = findText(options, 'timeout')
  return {
    ...before,
    ...plan.lead,
    kind: 'operation',
    to: assertTargets(targets.length > 0 ? targets : (plan.workers?.to ?? before?.to ?? [])),
    instruction: readText(afterDashes, plan.workers?.instruction ?? before?.instruction),
    ...given('roles', path === undefined ? undefined : plan.others),
    ...given('coordinator', findText(options, 'coordinator')),
    ...given('brief', findText(options, 'brief')),
    ...given('quorum', findCount(options, 'quorum', 1_000)),
    ...given('timeoutSeconds', timeout === undefined ? undefined : parseSeconds(timeout, '--timeout')),
    ...given('confirmed', isSet(options, 'yes') || undefined),
  }
}

/** A plan may name the workers and the coordinator too, which a schedule keeps apart from the other roles. */
function sortRoles(roles: readonly Role[]) {
  const workers = roles.find(({ role }) => role === 'worker')
  const lead = roles.find(({ role, to }) => role === 'coordinator' && to?.length === 1)
  return {
    workers,
    lead: lead === undefined ? {} : { coordinator: lead.to[0] ?? '', brief: lead.instruction },
    others: roles.filter(one => one !== workers && one !== lead),
  }
}
