import type { ErrorComponentProps } from '@tanstack/react-router'
import { useRouter } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { copyText } from '../../lib/copy-text.ts'
import { useConnection } from '../../stores/connection.ts'

/** One place broke; the others stand. */
export function PlaceFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  function again(): void {
    // Files of an older program are gone once the hub was updated; only a new page finds the new ones.
    if (isMissingFile(error)) location.reload()
    reset()
    void router.invalidate()
  }
  return (
    <div role="alert" className="h-full">
      <EmptyState
        title="This place failed; the rest works"
        actions={
          <>
            <Button onPress={() => void copyDetails(error)}>Copy details</Button>
            <Button look="primary" onPress={again}>
              Try again
            </Button>
          </>
        }
      >
        {isMissingFile(error)
          ? 'Its files could not be loaded. The hub may be away, or newer than this page.'
          : 'Nothing you wrote is lost, and no message was touched.'}
      </EmptyState>
    </div>
  )
}

function isMissingFile(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|module script failed/i.test(error.message)
}

async function copyDetails(error: unknown): Promise<void> {
  const { version } = useConnection.getState()
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  await copyText(`Claude Comms ${version}\n${location.hash}\n${navigator.userAgent}\n${stack}`, 'Details copied')
}
