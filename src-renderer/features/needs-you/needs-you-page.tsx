import { EmptyState } from '../../components/empty-state.tsx'

export function NeedsYouPage() {
  return <EmptyState title="Needs you" />
}
