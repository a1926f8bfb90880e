import { EmptyState } from '../../components/empty-state.tsx'

export function ActivityPage() {
  return <EmptyState title="Activity" />
}
