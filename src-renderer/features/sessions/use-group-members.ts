import { useEffect, useState } from 'react'
import type { Group } from '#contract/group.ts'
import { getHub } from '../../lib/hub.ts'
import { useGroups } from '../../stores/groups.ts'
import { useSessions } from '../../stores/sessions.ts'
import type { GroupMembers } from './build-tree.ts'

const NONE: readonly GroupMembers[] = []
/** Live groups follow the sessions, but not every one of their changes; milliseconds. */
const PAUSE = 500

/** Groups with the sessions they mean now, as the hub reads them; asked only while the tree is arranged by group. */
export function useGroupMembers(isAsked: boolean): readonly GroupMembers[] {
  const groups = useGroups(state => state.byName)
  const [members, setMembers] = useState(NONE)
  useEffect(() => {
    if (!isAsked) return undefined
    return keepAsking(Object.values(groups), setMembers)
  }, [isAsked, groups])
  return isAsked ? members : NONE
}

function keepAsking(groups: readonly Group[], answer: (members: readonly GroupMembers[]) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOver = false
  const ask = async () => {
    timer = undefined
    const members = await Promise.all(groups.map(readMembers))
    if (!isOver) answer(members)
  }
  const unsubscribe = useSessions.subscribe(() => (timer ??= setTimeout(() => void ask(), PAUSE)))
  void ask()
  return () => {
    isOver = true
    clearTimeout(timer)
    unsubscribe()
  }
}

/** A group that cannot be read now is shown with what its list says, or empty. */
async function readMembers(group: Group): Promise<GroupMembers> {
  try {
    const { sessions } = await getHub().groups.show({ name: group.name })
    return { group, addresses: sessions.map(({ address }) => address) }
  } catch {
    return { group, addresses: group.kind === 'fixed' ? group.members : [] }
  }
}
