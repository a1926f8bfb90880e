import type { Inputs } from '#client/calls.ts'
import { HubError } from '#contract/errors.ts'
import type { CommandCall } from '../command-spec.ts'
import { findChoice, findCount, findText, given, isSet } from '../options.ts'
import { KINDS, LANES } from '../send/choices.ts'
import { readTogether } from '../send/read-request.ts'
import { readOperation } from './read-operation.ts'

export type What = Inputs['schedules']['save']['what']

const DEEDS = ['message', 'drain', 'report', 'operation', 'script'] as const
type Deed = (typeof DEEDS)[number]

/** Flags that say what is done, by what they belong to. */
const FLAGS: Readonly<Record<Deed, readonly string[]>> = {
  message: ['kind', 'lane', 'together', 'within', 'otherwise', 'template', 'asCommand', 'yes'],
  drain: [],
  report: ['hours'],
  operation: ['coordinator', 'brief', 'plan', 'quorum', 'timeout', 'yes'],
  script: ['script'],
}
const ALL_FLAGS = new Set(Object.values(FLAGS).flat())

/** Whether the words say anything of what a schedule does. */
export function saysWhat({ options, afterDashes }: CommandCall, targets: readonly string[]): boolean {
  const isFlagged = options['do'] !== undefined || [...ALL_FLAGS].some(flag => options[flag] !== undefined)
  return isFlagged || targets.length > 0 || afterDashes !== undefined
}

/** What a schedule does: flags, then the targets, and the text behind `--`. `known` is what it did before, if anything. */
export async function readWhat(call: CommandCall, targets: readonly string[], known?: What): Promise<What> {
  const { options, afterDashes } = call
  const kind = findChoice(options, 'do', DEEDS) ?? known?.kind ?? 'message'
  checkFlags(options, kind)
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

function checkFlags(options: CommandCall['options'], kind: Deed): void {
  const flag = [...ALL_FLAGS].find(name => options[name] !== undefined && !FLAGS[kind].includes(name))
  if (flag === undefined) return
  const name = flag.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
  const deeds = DEEDS.filter(deed => FLAGS[deed].includes(flag))
  throw new HubError('bad_request', `--${name} says nothing to --do ${kind}`, {
    hint: `It belongs to --do ${deeds.join(' or ')}.`,
  })
}

export function assertTargets(to: readonly string[]): string[] {
  if (to.length > 0) return [...to]
  throw new HubError('bad_request', 'Whom? Name at least one target', {
    hint: 'A session, @group or filter behind the name: comms schedule add nightly @api ...',
  })
}

export function readText(afterDashes: readonly string[] | undefined, before: string | undefined): string {
  const text = afterDashes?.join(' ') ?? before
  if (text !== undefined) return text
  throw new HubError('bad_request', 'What shall it say? The text comes behind --', {
    hint: 'comms schedule add nightly @api --cron "0 21 * * *" -- "Sum up today."',
  })
}
