import { EmptyState } from '../../components/empty-state.tsx'

export function SessionsPage() {
  return <EmptyState title="Sessions" />
}
