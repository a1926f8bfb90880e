import { EmptyState } from '../../components/empty-state.tsx'

export function DoctorPage() {
  return <EmptyState title="Doctor" />
}
