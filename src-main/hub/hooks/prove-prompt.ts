import { listActiveForAddress, listRecentForAddress } from '#store/delivery-lists.ts'
import { findDelivery } from '#store/deliveries.ts'
import type { ReadDb } from '#store/handles.ts'
import { toReceipts } from '#store/steps.ts'
import { changeDelivery } from '../change-delivery.ts'
import type { Hub } from '../hub.ts'

/** Receipts of a session that a prompt is compared with: what was typed into it last. */
const RECENT = 20

/**
 * A prompt that is word for word what was typed proves that it was taken, better than any screen does. Where the screen
 * was faster the better proof is added: only what a session is proved to have in front of it is answered by its last words.
 */
export async function provePrompt(hub: Hub, address: string, prompt: string): Promise<void> {
  const { read } = hub.store
  const typed = [...listActiveForAddress(read, address), ...listRecentForAddress(read, address, RECENT)].filter(
    row => row.lane === 'terminal' && row.text.trim() === prompt.trim(),
  )
  const open = typed.find(({ state }) => ['typed', 'submitted', 'uncertain'].includes(state))
  const known = { source: 'hook' as const, evidence: 'the UserPromptSubmit hook of its session saw exactly this text' }
  await hub.store.write(
    tx => {
      if (open !== undefined && changeDelivery(hub.changes, tx, open.id, { kind: 'confirm' }, known) !== undefined)
        return
      const seen = typed.find(({ id }) => isConfirmedByScreen(tx, id))
      if (seen !== undefined) changeDelivery(hub.changes, tx, seen.id, { kind: 'prove' }, known)
    },
    { essential: true },
  )
}

function isConfirmedByScreen(db: ReadDb, id: string): boolean {
  const row = findDelivery(db, id)
  const [receipt] = row?.state === 'confirmed' ? toReceipts(db, [row]) : []
  return receipt?.steps.at(-1)?.source === 'screen'
}
