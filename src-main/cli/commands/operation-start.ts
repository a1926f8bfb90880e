import type { Inputs } from '#client/calls.ts'
import { HubError } from '#contract/errors.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { parseSeconds } from '../duration.ts'
import { assertGathered, waitForOperation } from '../operation-wait.ts'
import { findCount, findText, given, isSet } from '../options.ts'
import { printOperation } from '../print-operation.ts'
import { readPlan } from '../read-plan.ts'
import { readBody } from '../send/read-body.ts'
import { chooseMessageId } from '../send/read-request.ts'

type Start = Inputs['operations']['begin']

export async function run(context: CommandContext, call: CommandCall): Promise<void> {
  const request = await readRequest(context, call)
  const hub = await context.connect()
  const started = await hub.client.operations.begin(request)
  const isWaiting = isSet(call.options, 'wait')
  const operation = isWaiting ? await waitForOperation(context, hub, started, request.timeoutSeconds ?? 3_600) : started
  await printOperation(context, operation)
  if (isWaiting) assertGathered(operation)
}

async function readRequest(context: CommandContext, call: CommandCall): Promise<Start> {
  const { options } = call
  const [name, ...targets] = call.words
  if (name === undefined) throw incomplete('An operation needs a name')
  const timeout = findText(options, 'timeout')
  const plan = findText(options, 'plan')
  return {
    id: chooseMessageId(context, call),
    name,
    roles: [...(await readRoles(context, call, targets)), ...(plan === undefined ? [] : await readPlan(plan))],
    ...given('quorum', findCount(options, 'quorum', 1_000)),
    ...given('timeoutSeconds', timeout === undefined ? undefined : parseSeconds(timeout, '--timeout')),
    ...given('confirmed', isSet(options, 'yes') || undefined),
  }
}

async function readRoles(
  { stdin }: CommandContext,
  { afterDashes, options }: CommandCall,
  targets: readonly string[],
): Promise<Start['roles']> {
  const coordinator = findText(options, 'coordinator')
  const brief = findText(options, 'brief') ?? 'You coordinate this operation. You are told every answer when it ends.'
  const lead = coordinator === undefined ? [] : [{ role: 'coordinator', to: [coordinator], instruction: brief }]
  if (targets.length === 0 && afterDashes === undefined && options['plan'] !== undefined) return lead
  if (targets.length === 0 || afterDashes === undefined) throw incomplete('Targets and an instruction are needed')
  const instruction = await readBody(afterDashes.join(' '), stdin)
  return [...lead, { role: 'worker', to: [...targets], instruction }]
}

function incomplete(message: string): HubError {
  return new HubError('bad_request', message, { hint: 'comms operation start nightly api web -- "run the tests"' })
}
