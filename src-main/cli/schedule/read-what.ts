import type { Inputs } from '#client/calls.ts'
import { HubError } from '#contract/errors.ts'
import type { CommandCall } from '../command-spec.ts'
import { parseSeconds } from '../duration.ts'
import { findChoice, findCount, findText, given, isSet } from '../options.ts'
import { KINDS, LANES } from '../send/choices.ts'
import { readTogether } from '../send/read-request.ts'

export type What = Inputs['schedules']['save']['what']

const DEEDS = ['message', 'drain', 'report', 'operation', 'script'] as const

/** What a schedule does: flags, then the targets, and the text behind `--`. `known` is what it did before, if anything. */
export function readWhat({ options, afterDashes }: CommandCall, targets: readonly string[], known?: What): What {
  const kind = findChoice(options, 'do', DEEDS) ?? known?.kind ?? 'message'
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
    case 'operation': {
      const timeout = findText(options, 'timeout')
      return {
        ...(before?.kind === 'operation' ? before : {}),
        kind,
        to: assertTargets(to),
        instruction: readText(afterDashes, before?.kind === 'operation' ? before.instruction : undefined),
        ...given('coordinator', findText(options, 'coordinator')),
        ...given('brief', findText(options, 'brief')),
        ...given('quorum', findCount(options, 'quorum', 1_000)),
        ...given('timeoutSeconds', timeout === undefined ? undefined : parseSeconds(timeout, '--timeout')),
        ...given('confirmed', isSet(options, 'yes') || undefined),
      }
    }
    case 'script': {
      const script = findText(options, 'script') ?? (before?.kind === 'script' ? before.script : undefined)
      if (script === undefined) throw new HubError('bad_request', '--do script needs --script <name>')
      return { kind, script, to }
    }
  }
}

function assertTargets(to: readonly string[]): string[] {
  if (to.length > 0) return [...to]
  throw new HubError('bad_request', 'Whom? Name at least one target', {
    hint: 'A session, @group or filter behind the name: comms schedule add nightly @api ...',
  })
}

function readText(afterDashes: readonly string[] | undefined, before: string | undefined): string {
  const text = afterDashes?.join(' ') ?? before
  if (text !== undefined) return text
  throw new HubError('bad_request', 'What shall it say? The text comes behind --', {
    hint: 'comms schedule add nightly @api --cron "0 21 * * *" -- "Sum up today."',
  })
}
