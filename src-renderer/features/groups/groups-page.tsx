import { List, Plus, Radio } from 'lucide-react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import type { Group } from '#contract/group.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Page } from '../../components/page.tsx'
import { getHub } from '../../lib/hub.ts'
import { count } from '../../lib/words.ts'
import { useGroups } from '../../stores/groups.ts'
import { useSelection } from '../../stores/selection.ts'
import { tell } from './group-acts.ts'
import { GroupDetail } from './group-detail.tsx'
import { openSaveGroup, showGroup, useGroupState } from './group-state.ts'

/** Named sets of targets: lists, and filters that are asked anew at each send. */
export function GroupsPage() {
  const byName = useGroups(state => state.byName)
  const shown = useGroupState(state => state.shown)
  const groups = Object.values(byName).toSorted((a, b) => a.name.localeCompare(b.name))
  const group = groups.find(({ name }) => name === shown) ?? groups[0]
  return (
    <Page title="Groups" actions={<NewGroupButton />}>
      {group === undefined ? (
        <NoGroups />
      ) : (
        <div className="flex h-full max-[900px]:flex-col">
          <ListBox
            aria-label="Groups"
            items={groups.map(one => ({ ...one, id: one.name }))}
            selectionMode="single"
            selectionBehavior="replace"
            disallowEmptySelection
            selectedKeys={[group.name]}
            onSelectionChange={keys => keys !== 'all' && showGroup(String([...keys][0]))}
            className="w-[260px] shrink-0 overflow-auto border-r border-border p-2 outline-none max-[900px]:max-h-[30vh] max-[900px]:w-full max-[900px]:border-r-0 max-[900px]:border-b"
          >
            {one => <GroupRow group={one} />}
          </ListBox>
          <GroupDetail key={group.name} group={group} />
        </div>
      )}
    </Page>
  )
}

function GroupRow({ group }: { readonly group: Group }) {
  const Icon = group.kind === 'live' ? Radio : List
  return (
    <ListBoxItem
      id={group.name}
      textValue={group.name}
      className="flex h-11 cursor-default items-center gap-2 rounded-control px-2 outline-none hover:bg-hover selected:bg-selected focus-visible:outline-2"
    >
      <Icon size={14} aria-hidden className="shrink-0 text-text-3" />
      <span className="min-w-0 flex-1">
        <span className="block truncate">@{group.name}</span>
        <span className="foreign block truncate text-small text-text-2">
          {group.kind === 'live' ? group.filter : count(group.members.length, 'member')}
        </span>
      </span>
    </ListBoxItem>
  )
}

function NewGroupButton() {
  const chosen = useSelection(selection => selection.chosen)
  const filter = useSelection(selection => selection.filter)
  return (
    <Button onPress={() => openSaveGroup(chosen, filter)}>
      <Plus size={14} aria-hidden />
      New group
    </Button>
  )
}

const EXAMPLE = { name: 'idle', filter: 'is:idle' }

function NoGroups() {
  return (
    <EmptyState
      title="No groups yet"
      actions={
        <>
          <Button look="primary" onPress={() => void getHub().groups.save(EXAMPLE).catch(tell)}>
            Make @{EXAMPLE.name} from {EXAMPLE.filter}
          </Button>
          <Button onPress={() => openSaveGroup([], '')}>Make another</Button>
        </>
      }
    >
      A group is a name for several sessions: a list, or a filter that is asked anew each time you send to it.
    </EmptyState>
  )
}
