import { create } from 'zustand'

/** Something done to the program's own data that can be taken back: never a send, which cannot. */
export interface Deed {
  /** What it did, as a menu says it: `Delete Group`. */
  readonly label: string
  undo(): void | Promise<void>
  redo(): void | Promise<void>
}

const MOST = 50

interface UndoStack {
  readonly done: readonly Deed[]
  readonly undone: readonly Deed[]
}

export const useUndo = create<UndoStack>(() => ({ done: [], undone: [] }))

/** Remembers what was just done. What had been taken back before is gone then. */
export function noteDeed(deed: Deed): void {
  useUndo.setState(({ done }) => ({ done: [...done, deed].slice(-MOST), undone: [] }))
}

/** Takes the last deed back. When that fails it stays where it was, and the failure is thrown on. */
export async function undo(): Promise<Deed | undefined> {
  const deed = useUndo.getState().done.at(-1)
  if (deed === undefined || isMoving) return undefined
  await move(() => deed.undo())
  useUndo.setState(({ done, undone }) => ({ done: done.filter(one => one !== deed), undone: [...undone, deed] }))
  return deed
}

/** Does again what was taken back last. */
export async function redo(): Promise<Deed | undefined> {
  const deed = useUndo.getState().undone.at(-1)
  if (deed === undefined || isMoving) return undefined
  await move(() => deed.redo())
  useUndo.setState(({ done, undone }) => ({ done: [...done, deed], undone: undone.filter(one => one !== deed) }))
  return deed
}

/** A second press while the hub is still busy with the first would take back the same deed twice. */
let isMoving = false

async function move(step: () => void | Promise<void>): Promise<void> {
  isMoving = true
  try {
    await step()
  } finally {
    isMoving = false
  }
}
