import { HubError } from '#contract/errors.ts'
import type { CommandCall } from '../command-spec.ts'

export const DEEDS = ['message', 'drain', 'report', 'operation', 'script'] as const
type Deed = (typeof DEEDS)[number]

/** Flags that say what is done, by what they belong to. */
const FLAGS: Readonly<Record<Deed, readonly string[]>> = {
  message: ['kind', 'lane', 'together', 'within', 'otherwise', 'template', 'asCommand', 'yes'],
  drain: [],
  report: ['hours'],
  operation: ['coordinator', 'brief', 'plan', 'quorum', 'timeout', 'yes'],
  script: ['script'],
}
/** What a text behind `--` belongs to. */
const TEXT_DEEDS: readonly Deed[] = ['message', 'operation']
const ALL_FLAGS = new Set(Object.values(FLAGS).flat())

/** Whether the words say anything of what a schedule does. */
export function saysWhat({ options, afterDashes }: CommandCall, targets: readonly string[]): boolean {
  const isFlagged = options['do'] !== undefined || [...ALL_FLAGS].some(flag => options[flag] !== undefined)
  return isFlagged || targets.length > 0 || afterDashes !== undefined
}

/** What says nothing to the deed is refused: passed over, it would be missed by nobody until the run. */
export function checkFlags({ options, afterDashes }: CommandCall, kind: Deed): void {
  if ((afterDashes?.length ?? 0) > 0 && !TEXT_DEEDS.includes(kind)) {
    throw new HubError('bad_request', `--do ${kind} takes no text`, {
      hint: `Leave it out: what stands behind -- is said by --do ${TEXT_DEEDS.join(' or ')}.`,
    })
  }
  const flag = [...ALL_FLAGS].find(name => options[name] !== undefined && !FLAGS[kind].includes(name))
  if (flag === undefined) return
  const name = flag.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
  const deeds = DEEDS.filter(deed => FLAGS[deed].includes(flag))
  throw new HubError('bad_request', `--${name} says nothing to --do ${kind}`, {
    hint: `It belongs to --do ${deeds.join(' or ')}.`,
  })
}
