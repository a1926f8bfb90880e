import { Link } from '@tanstack/react-router'
import { EmptyState } from '../../components/empty-state.tsx'

/** An address that leads nowhere: an old link, or a slip of the pen. */
export function NoPlace() {
  return (
    <EmptyState
      title="There is no such place"
      actions={
        <Link to="/sessions" className="text-link underline">
          Go to the sessions
        </Link>
      }
    >
      The address of this page leads nowhere.
    </EmptyState>
  )
}
