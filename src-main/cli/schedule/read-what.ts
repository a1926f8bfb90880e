import type { Inputs } from '#client/calls.ts'
import { HubError } from '#contract/errors.ts'
import type { CommandCall } from '../command-spec.ts'
import { findChoice, findCount, findText, given, isSet } from '../options.ts'
import { KINDS, LANES } from '../send/choices.ts'
import { readTogether } from '../send/read-request.ts'
import { readOperation } from './read-operation.ts'
import { checkFlags, DEEDS } from './what-flags.ts'
import { assertTargets, readText } from './whom-and-text.ts'

export type What = Inputs['schedules']['save']['what']

/** What a schedule does: flags, then the targets, and the text behind `--`. `known` is what it did before, if anything. */
export async function readWhat(call: CommandCall, targets: readonly string[], known?: What): Promise<What> {
  const { options, afterDashes } = call
  const kind = findChoice(options, 'do', DEEDS) ?? known?.kind ?? 'message'
  checkFlags(call, kind)
  const before = known?.kind === kind ? known : undefined
  const to = targets.length > 0 ? [...targets] : (before?.to ?? [])
  switch (kind) {
    case 'message':
      return {
        ...(before?.kind === 'message' ? before : {}),
        kind,
        to: assertTargets(to),
        body: readText(afterDashes, before?.kind === 'message' ? before.body : undefined),
        ...given('messageKind', findChoice(options, 'kind', KINDS)),
        ...given('lane', findChoice(options, 'lane', LANES)),
        ...given('together', readTogether(options)),
        ...given('isTemplate', isSet(options, 'template') || undefined),
        ...given('asCommand', isSet(options, 'asCommand') || undefined),
        ...given('confirmed', isSet(options, 'yes') || undefined),
      }
    case 'drain':
      return { kind, to: assertTargets(to) }
    case 'report': {
      const hours = findCount(options, 'hours', 168) ?? (before?.kind === 'report' ? before.hours : undefined)
      return { kind, ...given('to', to.length > 0 ? to : undefined), ...given('hours', hours) }
    }
    case 'operation':
      return readOperation(call, targets, before?.kind === 'operation' ? before : undefined)
    case 'script': {
      const script = findText(options, 'script') ?? (before?.kind === 'script' ? before.script : undefined)
      if (script === undefined) throw new HubError('bad_request', '--do script needs --script <name>')
      return { kind, script, to }
    }
  }
}
