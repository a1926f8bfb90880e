import { useEffect, useState } from 'react'
import type { Group } from '#contract/group.ts'
import { getHub } from '../../lib/hub.ts'
import { useConnection } from '../../stores/connection.ts'
import { useSessions } from '../../stores/sessions.ts'

/** What a group means now: addresses that are there, and members nobody answers to. */
export interface GroupMembers {
  readonly addresses: readonly string[]
  readonly absent: readonly string[]
  readonly error: unknown
}

/** Changes of sessions are waited out this long before the hub is asked again, in milliseconds. */
const QUIET = 400

/** Undefined until the hub has answered. Asked again when the group or any session's state changes. */
export function useGroupMembers(group: Group): GroupMembers | undefined {
  const [known, setKnown] = useState<{ readonly name: string; readonly members: GroupMembers } | undefined>(undefined)
  const isLive = useConnection(connection => connection.state === 'live')
  const facts = useSessions(state =>
    Object.values(state.byId)
      .map(session => `${session.address} ${session.state} ${session.name}`)
      .join('\n'),
  )

  useEffect(() => {
    if (!isLive) return undefined
    let isCurrent = true
    const timer = window.setTimeout(
      () =>
        void askMembers(group.name).then(members => {
          if (isCurrent) setKnown({ name: group.name, members })
        }),
      known?.name === group.name ? QUIET : 0,
    )
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
    // What is known decides how long to wait, not whether to ask.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [group, isLive, facts])

  return known?.name === group.name ? known.members : undefined
}

async function askMembers(name: string): Promise<GroupMembers> {
  try {
    const { sessions, absent } = await getHub().groups.show({ name })
    return { addresses: sessions.map(session => session.address), absent, error: undefined }
  } catch (error) {
    return { addresses: [], absent: [], error }
  }
}
