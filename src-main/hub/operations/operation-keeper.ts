import { HubError } from '#contract/errors.ts'
import type { HubEvent } from '#contract/events.ts'
import { COORDINATOR } from '#contract/operation.ts'
import { gatheredText, judgeOperation } from '#domain/operation.ts'
import {
  findOperation,
  findOperationOfMessage,
  listParts,
  listRunningOperations,
  listUntoldOperations,
  markOperationTold,
  type OperationRow,
} from '#store/operations.ts'
import { acceptMessage } from '../accept.ts'
import type { Caller } from '../caller.ts'
import type { Hub } from '../hub.ts'
import { OWNER_MAILBOX } from '../owner-mailbox.ts'
import { conclude } from './conclude.ts'
import { partsNow } from './operation-view.ts'
import { giveTasks } from './start-operation.ts'

/** No wait is longer than this, in milliseconds: a machine that slept is noticed in time. */
const LONGEST_WAIT = 30_000

/** The hub itself, telling how an operation ended. */
const HUB: Caller = { power: 'owner', sender: { kind: 'hub', name: 'hub', address: null }, door: 'hub.sock' }

/** Ends operations when their time is over or everybody has answered, and tells of it. */
export interface OperationKeeper extends Disposable {
  /** Carries out in full what a crash cut short, and catches up on what ended meanwhile. */
  start(): Promise<void>
}

export function keepOperations(hub: Hub): OperationKeeper {
  let timer: Disposable | undefined
  const events = hub.announcer.subscribe(event => {
    // Of every delivery there are several of these: the store is only asked while an operation runs.
    const isOne = event.type === 'operation.changed'
    if (isOne || (timer !== undefined && concernsOperation(hub, event))) look()
  })

  function look(): void {
    settle(hub).catch(hub.onBug)
    plan()
  }

  function plan(): void {
    timer?.[Symbol.dispose]()
    const [next] = listRunningOperations(hub.store.read)
    timer = undefined
    if (next === undefined) return
    const wait = Math.min(Math.max(next.deadline - hub.clock.now(), 0), LONGEST_WAIT)
    timer = hub.clock.after(wait, look)
  }

  return {
    async start() {
      for (const row of listRunningOperations(hub.store.read)) await resume(hub, row)
      await settle(hub)
      plan()
    },
    [Symbol.dispose]() {
      timer?.[Symbol.dispose]()
      events[Symbol.dispose]()
    },
  }
}

/** Ends what is over, and tells of every end that was not told yet. */
async function settle(hub: Hub): Promise<void> {
  const now = hub.clock.now()
  const over = listRunningOperations(hub.store.read).filter(row => {
    const parts = partsNow(hub.store.read, row, now)
    return judgeOperation({ ...row, parts }, now) !== 'running'
  })
  for (const { id } of over) {
    await hub.store.write(tx => {
      const row = findOperation(tx, id)
      if (row?.state === 'running') conclude(hub, tx, row)
    })
  }
  for (const row of listUntoldOperations(hub.store.read)) await tell(hub, row)
}

/** Tells the coordinator, and the owner's inbox when an operation of theirs came short. */
async function tell(hub: Hub, row: OperationRow): Promise<void> {
  const parts = listParts(hub.store.read, row.id)
  const coordinator = parts.find(part => part.role === COORDINATOR)?.address
  const isShort = row.state === 'incomplete' && row.by.kind === 'owner'
  const to = [...(coordinator === undefined ? [] : [coordinator]), ...(isShort ? [OWNER_MAILBOX] : [])]
  if (to.length > 0 && row.state !== 'cancelled') {
    const request = {
      ...{ messageId: row.id, to, body: gatheredText(row.name, row.state, parts), kind: 'task' as const },
      ...{ noReply: true, wantsAnswer: false, confirmed: true, isTemplate: false, asCommand: false },
    }
    // The operation's own id: told twice after a crash, it is still one message.
    await acceptMessage(hub, request, HUB).catch(hub.onBug)
  }
  await hub.store.write(tx => markOperationTold(tx, row.id))
}

/** A session that has closed meanwhile gets no task; its part ends with the operation. */
async function resume(hub: Hub, row: OperationRow): Promise<void> {
  try {
    await giveTasks(hub, row.id, callerOf(row))
  } catch (error) {
    if (!(error instanceof HubError)) throw error
  }
}

function concernsOperation(hub: Hub, event: HubEvent): boolean {
  return event.type === 'delivery.changed' && findOperationOfMessage(hub.store.read, event.data.messageId) !== undefined
}

/** Whoever started it, as it was kept: a restart gives the words no more power than they had. */
function callerOf({ by }: OperationRow): Caller {
  return {
    power: by.kind === 'owner' ? 'owner' : 'agent',
    sender: by,
    door: by.kind === 'owner' ? 'hub.sock' : 'agent.sock',
  }
}
