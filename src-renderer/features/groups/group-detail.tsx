import { Pencil, Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Group } from '#contract/group.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { count } from '../../lib/words.ts'
import { AddMembers } from './add-members.tsx'
import { deleteGroup, sendToGroup } from './group-acts.ts'
import { AbsentMember, GroupMember } from './group-member.tsx'
import { LiveFilter } from './live-filter.tsx'
import { RenameGroup } from './rename-group.tsx'
import { useGroupMembers } from './use-group-members.ts'

/** One group: what it means now, and what can be done with it. */
export function GroupDetail({ group }: { readonly group: Group }) {
  const members = useGroupMembers(group)
  const [isRenaming, setIsRenaming] = useState(false)
  const own = group.kind === 'fixed' ? group.members : []
  return (
    <section aria-label={`@${group.name}`} className="flex min-h-0 min-w-0 flex-1 flex-col gap-3 overflow-auto p-4">
      <header className="flex flex-wrap items-center gap-2">
        <div className="min-w-40 flex-1">
          <h2 className="truncate text-title font-semibold">@{group.name}</h2>
          <p className="text-small text-text-2">{describe(group, members?.addresses.length)}</p>
        </div>
        <Button look="primary" onPress={() => sendToGroup(group.name)}>
          <Send size={14} aria-hidden />
          Send to group
        </Button>
        <Button onPress={() => setIsRenaming(true)}>
          <Pencil size={14} aria-hidden />
          Rename
        </Button>
        <Button onPress={() => deleteGroup(group)}>
          <Trash2 size={14} aria-hidden />
          Delete
        </Button>
      </header>
      {group.kind === 'live' && <LiveFilter group={group} />}
      {members?.error !== undefined && <Notice error={members.error} />}
      <ul aria-label="Members" className="flex flex-col">
        {members?.addresses.map(address => (
          <GroupMember key={address} address={address} removeFrom={own.includes(address) ? group.name : null} />
        ))}
        {members?.absent.map(member => (
          <AbsentMember key={member} member={member} removeFrom={own.includes(member) ? group.name : null} />
        ))}
      </ul>
      {members?.error === undefined && members?.addresses.length === 0 && members.absent.length === 0 && (
        <p className="text-text-2">{group.kind === 'live' ? 'Nobody matches now.' : 'Nobody is in it.'}</p>
      )}
      {group.kind === 'fixed' && <AddMembers group={group} />}
      {isRenaming && <RenameGroup group={group} onClose={() => setIsRenaming(false)} />}
    </section>
  )
}

function describe(group: Group, present: number | undefined): string {
  const now = present === undefined ? '' : `, ${count(present, 'session')} now`
  return group.kind === 'live' ? `A live filter, asked anew at each send${now}` : `A fixed list${now}`
}
