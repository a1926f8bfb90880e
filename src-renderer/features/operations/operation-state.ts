import { create } from 'zustand'

interface OperationState {
  /** Id of the operation that is shown, or null for the newest. */
  readonly shown: string | null
  /** The form that starts one stands in its place. */
  readonly isStarting: boolean
  readonly marksDifferences: boolean
  /** Address of whose answer the others are compared with, by operation; the first one's unless chosen. */
  readonly base: Readonly<Record<string, string>>
}

/** What the person does on this page; it stays while they look elsewhere. */
export const useOperationState = create<OperationState>(() => ({
  shown: null,
  isStarting: false,
  marksDifferences: true,
  base: {},
}))

/** Id of the button that opens the form: it is always there, and has the focus when the form has gone. */
export const NEW_OPERATION = 'new-operation'

export function showOperation(id: string): void {
  useOperationState.setState({ shown: id, isStarting: false })
}

export function openStart(): void {
  useOperationState.setState({ isStarting: true })
}

export function closeStart(): void {
  document.getElementById(NEW_OPERATION)?.focus()
  useOperationState.setState({ isStarting: false })
}

export function markDifferencesToo(marksDifferences: boolean): void {
  useOperationState.setState({ marksDifferences })
}

export function compareWith(operationId: string, address: string): void {
  useOperationState.setState(({ base }) => ({ base: { ...base, [operationId]: address } }))
}
