import { EmptyState } from '../../components/empty-state.tsx'
import { errorWords } from '../../lib/words.ts'

/** The page without a way in: the address was used already, or the app did not connect its window. */
export function Locked({ error }: { readonly error: unknown }) {
  const { what, hint } = errorWords(error)
  return (
    <main className="h-full">
      <EmptyState title="This page is not connected to a hub">
        {what}. {hint || 'Make a new address with: comms open'}
      </EmptyState>
    </main>
  )
}
