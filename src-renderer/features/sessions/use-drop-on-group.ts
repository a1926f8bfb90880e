import { useDragAndDrop, type DropItem } from 'react-aria-components'
import { toast } from 'sonner'
import { getHub } from '../../lib/hub.ts'
import { noteDeed, undo, useUndo } from '../../lib/undo.ts'
import { count } from '../../lib/words.ts'
import { useGroups } from '../../stores/groups.ts'
import { useSelection } from '../../stores/selection.ts'
import { attempt } from './attempt.ts'
import { addressOfRow, type BranchNode } from './tree-nodes.ts'

/** Sessions as they travel in a drag; nothing outside this page knows the type. */
const SESSION = 'application/x-comms-session'

/** Rows can be dragged, by mouse or by keyboard, onto a fixed group; that adds their sessions to it. */
export function useDropOnGroup(branches: ReadonlyMap<string, BranchNode>) {
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: keys =>
      addressesOf([...keys].map(String), branches).map(address => ({ [SESSION]: address, 'text/plain': address })),
    acceptedDragTypes: [SESSION],
    getDropOperation: target =>
      target.type === 'item' && target.dropPosition === 'on' && groupOf(target.key, branches) !== null
        ? 'copy'
        : 'cancel',
    shouldAcceptItemDrop: target => groupOf(target.key, branches) !== null,
    onItemDrop: ({ target, items }) => {
      const group = groupOf(target.key, branches)
      if (group !== null) void takeDrop(group, items)
    },
  })
  return dragAndDropHooks
}

function groupOf(row: unknown, branches: ReadonlyMap<string, BranchNode>): string | null {
  return branches.get(String(row))?.takes ?? null
}

/** What a drag of these rows carries: whatever is chosen too when it began on a chosen row. */
function addressesOf(rows: readonly string[], branches: ReadonlyMap<string, BranchNode>): readonly string[] {
  const own = rows.flatMap(row => branches.get(row)?.addresses ?? [addressOfRow(row)])
  const { chosen } = useSelection.getState()
  return [...new Set(own.some(address => chosen.includes(address)) ? [...own, ...chosen] : own)]
}

async function takeDrop(group: string, items: readonly DropItem[]): Promise<void> {
  const texts = items.flatMap(item => (item.kind === 'text' ? [item.getText(SESSION)] : []))
  await addToGroup(group, await Promise.all(texts))
}

async function addToGroup(name: string, addresses: readonly string[]): Promise<void> {
  const group = useGroups.getState().byName[name]
  const known = group?.kind === 'fixed' ? group.members : []
  const members = addresses.filter(address => !known.includes(address))
  if (members.length === 0) {
    toast(`Already in @${name}`)
    return
  }
  const add = async () => void (await getHub().groups.save({ name, members }))
  const takeOut = async () => void (await getHub().groups.remove({ name, members }))
  if (!(await attempt(add))) return
  const deed = { label: `Add to @${name}`, undo: takeOut, redo: add }
  noteDeed(deed)
  toast(`Added ${count(members.length, 'session')} to @${name}`, {
    duration: 10_000,
    action: {
      label: 'Undo',
      onClick: () => void attempt(() => (useUndo.getState().done.at(-1) === deed ? undo() : takeOut())),
    },
  })
}
