import { listActiveForAddress, listRecentForAddress } from '#store/delivery-lists.ts'
import { changeDelivery } from '../change-delivery.ts'
import type { Hub } from '../hub.ts'

/** Receipts of a session that a prompt is compared with: what was typed into it last. */
const RECENT = 20

/** A prompt that is word for word what was typed proves that it was taken, better than any screen does. */
export async function provePrompt(hub: Hub, address: string, prompt: string): Promise<void> {
  const { read } = hub.store
  const rows = [...listActiveForAddress(read, address), ...listRecentForAddress(read, address, RECENT)].filter(
    row =>
      row.lane === 'terminal' &&
      ['typed', 'submitted', 'uncertain'].includes(row.state) &&
      row.text.trim() === prompt.trim(),
  )
  const [first] = rows
  if (first === undefined) return
  const known = { source: 'hook' as const, evidence: 'the UserPromptSubmit hook of its session saw exactly this text' }
  await hub.store.write(tx => void changeDelivery(hub.changes, tx, first.id, { kind: 'confirm' }, known), {
    essential: true,
  })
}
