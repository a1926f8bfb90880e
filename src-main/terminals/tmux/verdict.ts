import { HubError } from '#contract/errors.ts'
import type { Address } from '#contract/address.ts'
import { DONE, REFUSED } from './commands.ts'
import type { Block } from './control-parser.ts'

/** Reads the answer to a guarded command: returns when it was done, throws why it was not. */
export function readVerdict(blocks: readonly Block[], address: Address, activity?: string): void {
  const lines = blocks.filter(block => !block.failed).flatMap(block => block.lines)
  if (lines.includes(DONE)) return
  const refusal = lines.find(line => line.startsWith(`${REFUSED} `))
  if (refusal !== undefined) throw explainRefusal(refusal, address, activity)
  throw failure(blocks, address)
}

/** What tmux itself said went wrong. */
export function failure(blocks: readonly Block[], address: Address): HubError {
  const said = blocks.find(block => block.failed)?.lines.join(' ') ?? 'it gave no answer'
  if (/^can't find (pane|window|session)/.test(said)) return notFound(address)
  return new HubError('terminal', `tmux did not do it: ${said}`, { data: { address } })
}

/** `written` is false in the data of both: whoever was typing knows for certain that nothing of it arrived. */
export function notFound(address: Address): HubError {
  const data = { what: 'session', name: address, written: false }
  return new HubError('not_found', 'The pane is not there any more.', { data })
}

/** The words are the facts of `commands.ts`, in its order. */
function explainRefusal(refusal: string, address: Address, activity?: string): HubError {
  const [, pane = '', , mode = '', dead = '', off = '', synchronised = '', , now = ''] = refusal.split(' ')
  if (pane === '' || !address.endsWith(`/${pane}`)) return notFound(address)
  if (activity !== undefined && activity !== now) {
    const data = { address, written: false, pressed: false, moved: true }
    return new HubError('terminal', 'Nothing was typed: something was drawn since the last look.', { data })
  }
  return new HubError('terminal', `Nothing was typed: ${reason(mode, dead, off, synchronised)}.`, {
    data: { address, written: false },
  })
}

function reason(mode: string, dead: string, off: string, synchronised: string): string {
  if (dead !== '0') return 'the program in the pane has ended'
  if (mode !== '0') return 'the pane is in a mode of tmux, such as copy mode'
  if (off !== '0') return 'input to the pane is switched off'
  if (synchronised !== '0') return 'keys typed into this pane are typed into others too'
  return 'the pane runs another program than before, or does not take pastes of several lines now'
}
