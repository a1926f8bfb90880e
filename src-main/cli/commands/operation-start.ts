import { readFile } from 'node:fs/promises'
import type { Inputs } from '#client/calls.ts'
import { HubError } from '#contract/errors.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { parseSeconds } from '../duration.ts'
import { assertGathered, waitForOperation } from '../operation-wait.ts'
import { findCount, findText, given, isSet } from '../options.ts'
import { printOperation } from '../print-operation.ts'
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
    roles: plan === undefined ? await readRoles(context, call, targets) : await readPlan(plan),
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
  if (targets.length === 0 || afterDashes === undefined) throw incomplete('Targets and an instruction are needed')
  const instruction = await readBody(afterDashes.join(' '), stdin)
  const coordinator = findText(options, 'coordinator')
  const brief = findText(options, 'brief') ?? 'You coordinate this operation. You are told every answer when it ends.'
  const workers = { role: 'worker', to: [...targets], instruction }
  return coordinator === undefined
    ? [workers]
    : [{ role: 'coordinator', to: [coordinator], instruction: brief }, workers]
}

/** Roles from a file: `[{"role","to":[...],"instruction"}]`. The hub judges what is in it. */
async function readPlan(path: string): Promise<Start['roles']> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Start['roles']
  } catch (error) {
    throw new HubError('bad_request', `${path} cannot be read as a plan: ${(error as Error).message}`, {
      hint: '[{"role": "tester", "to": ["api"], "instruction": "run the tests"}]',
      cause: error,
    })
  }
}

function incomplete(message: string): HubError {
  return new HubError('bad_request', message, { hint: 'comms operation start nightly api web -- "run the tests"' })
}
