import { Plus } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Page } from '../../components/page.tsx'
import { useOperations } from '../../stores/operations.ts'
import { beginOperation } from './begin-operation.ts'
import { OperationDetail } from './operation-detail.tsx'
import { OperationList } from './operation-list.tsx'
import { NEW_OPERATION, useOperationState } from './operation-state.ts'
import { StartOperation } from './start-operation.tsx'

/** One task for several sessions, and all the answers in one place. */
export function OperationsPage() {
  const { byId, isLoaded } = useOperations()
  const { shown, isStarting } = useOperationState()
  const operations = Object.values(byId).toSorted((a, b) => b.startedAt.localeCompare(a.startedAt))
  const operation = operations.find(({ id }) => id === shown) ?? operations[0]
  return (
    <Page title="Operations" actions={<NewOperation />}>
      {isStarting ? (
        <StartOperation />
      ) : operation === undefined ? (
        <Nothing isLoaded={isLoaded} />
      ) : (
        <div className="flex h-full max-[900px]:h-auto max-[900px]:flex-col">
          <OperationList operations={operations} shown={operation.id} />
          <div className="min-w-0 flex-1 overflow-auto max-[900px]:overflow-visible">
            <OperationDetail key={operation.id} operation={operation} />
          </div>
        </div>
      )}
    </Page>
  )
}

function NewOperation() {
  return (
    <Button id={NEW_OPERATION} onPress={beginOperation}>
      <Plus size={14} aria-hidden />
      New operation
    </Button>
  )
}

function Nothing({ isLoaded }: { readonly isLoaded: boolean }) {
  if (!isLoaded)
    return (
      <p role="status" className="p-4 text-text-2">
        Reading the operations
      </p>
    )
  return (
    <EmptyState
      title="No operations yet"
      actions={
        <Button look="primary" onPress={beginOperation}>
          Start one
        </Button>
      }
    >
      An operation gives several sessions a task, waits for their answers, shows them side by side, and says who was
      late.
    </EmptyState>
  )
}
