import { HubError } from '#contract/errors.ts'
import { appendAudit } from '#store/audit.ts'
import type { WriteTx } from '#store/handles.ts'
import type { Caller } from './caller.ts'
import type { Hub } from './hub.ts'

/** What somebody did, in words that hold no message body. */
export interface Deed {
  readonly what: string
  readonly target: string
  readonly result: string
  /** When, in milliseconds since 1970; now when left out. */
  readonly at?: number
}

const LONGEST_TARGET = 500

/** Notes who did it and through which door, together with the change itself. */
export function noteDeed(
  hub: Pick<Hub, 'clock'>,
  tx: WriteTx,
  { sender, door }: Pick<Caller, 'sender' | 'door'>,
  { what, target, result, at = hub.clock.now() }: Deed,
): void {
  appendAudit(tx, {
    at: new Date(at).toISOString(),
    who: `${sender.kind}:${sender.name}`,
    door,
    what,
    target: target.length > LONGEST_TARGET ? `${target.slice(0, LONGEST_TARGET - 1)}…` : target,
    result,
  })
}

/**
 * Does something that the store knows nothing of (a terminal is touched, the hub stops) and notes how it ended. Written
 * even while the disk is full: the deed is done by then.
 */
export async function noted<T>(
  hub: Hub,
  caller: Caller,
  deed: Omit<Deed, 'result'>,
  act: () => Promise<T> | T,
): Promise<T> {
  const note = (result: string) =>
    hub.store.write(tx => noteDeed(hub, tx, caller, { ...deed, result }), { essential: true })
  let outcome: T
  try {
    outcome = await act()
  } catch (error) {
    await note(error instanceof HubError ? error.code : 'internal').catch(hub.onBug)
    throw error
  }
  await note('done')
  return outcome
}
