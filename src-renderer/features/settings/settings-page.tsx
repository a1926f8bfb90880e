import { EmptyState } from '../../components/empty-state.tsx'

export function SettingsPage() {
  return <EmptyState title="Settings" />
}
