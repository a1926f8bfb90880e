import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { setFilter, useSelection } from '../../stores/selection.ts'

/** The filter leaves nothing: what to take out of it. */
export function NothingMatches() {
  const filter = useSelection(state => state.filter)
  if (filter === '') return null
  const shorter = filter.trim().split(/\s+/).slice(0, -1).join(' ')
  return (
    <EmptyState
      title="No session matches."
      actions={
        <>
          {shorter !== '' && (
            <Button onPress={() => setFilter(shorter)}>
              Only <span className="foreign max-w-48 truncate font-mono text-small">{shorter}</span>
            </Button>
          )}
          <Button onPress={() => setFilter('')}>Show all sessions</Button>
        </>
      }
    />
  )
}
