import { toast } from 'sonner'
import type { HubClient } from '#client/calls.ts'
import type { Group } from '#contract/group.ts'
import { getHub } from '../../lib/hub.ts'
import { noteDeed } from '../../lib/undo.ts'
import { count, errorWords } from '../../lib/words.ts'
import { openComposer } from '../compose/compose-state.ts'
import { showGroup } from './group-state.ts'

type Groups = HubClient['groups']

/** How long a deletion can be undone, in milliseconds. */
const UNDO = 10_000

/** Makes a group as this one was. Members that have ended cannot be added any more: they are returned. */
async function saveAgain(groups: Groups, name: string, group: Group): Promise<readonly string[]> {
  if (group.kind === 'live') {
    await groups.save({ name, filter: group.filter })
    return []
  }
  const missing: string[] = []
  for (const member of group.members) {
    // One by one: a member that is gone must not keep the others out.
    await groups.save({ name, members: [member] }).catch((error: unknown) => {
      if ((error as { code?: string }).code !== 'not_found') throw error
      missing.push(member)
    })
  }
  if (missing.length === group.members.length) throw new Error('None of its members is there any more')
  return missing
}

export function deleteGroup(group: Group): void {
  getHub()
    .groups.remove({ name: group.name })
    .then(() => {
      showGroup(null)
      noteDeed({
        label: 'Delete Group',
        undo: () => bringBack(group),
        redo: async () => void (await getHub().groups.remove({ name: group.name })),
      })
      toast(`@${group.name} deleted`, {
        duration: UNDO,
        action: { label: 'Undo', onClick: () => void bringBack(group).catch(tell) },
      })
    }, tell)
}

/** Harmless when it was brought back already: the same members are added again. */
async function bringBack(group: Group): Promise<void> {
  tellMissing(group.name, await saveAgain(getHub().groups, group.name, group))
  showGroup(group.name)
}

/** The new name first, then the old one is removed: whatever breaks in between, nothing is lost. */
export async function renameGroup(group: Group, name: string): Promise<void> {
  const { groups } = getHub()
  tellMissing(name, await saveAgain(groups, name, group))
  await groups.remove({ name: group.name })
  showGroup(name)
}

export function addMembers(name: string, members: readonly string[]): void {
  getHub()
    .groups.save({ name, members: [...members] })
    .catch(tell)
}

export function removeMember(name: string, member: string): void {
  getHub()
    .groups.remove({ name, members: [member] })
    .then(
      () =>
        toast(`Taken out of @${name}`, {
          duration: UNDO,
          action: { label: 'Undo', onClick: () => addMembers(name, [member]) },
        }),
      tell,
    )
}

export function sendToGroup(name: string): void {
  openComposer({ to: [`@${name}`] })
}

function tellMissing(name: string, missing: readonly string[]): void {
  if (missing.length > 0) toast(`${count(missing.length, 'member')} of @${name} ended and could not be kept`)
}

export function tell(error: unknown): void {
  const { what, hint } = errorWords(error)
  toast.error(what, { description: hint })
}
