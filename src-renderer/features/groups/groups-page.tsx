import { EmptyState } from '../../components/empty-state.tsx'

export function GroupsPage() {
  return <EmptyState title="Groups" />
}
