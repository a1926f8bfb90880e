import { focusTree } from './focus-tree.ts'

let isPressing = false

/** A key of the tree, pressed for somebody who chose it in a menu or the palette. */
export function pressInTree(key: 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight', shiftKey = false): void {
  // A key that the tree has no use for comes back here as the command it stands for.
  if (isPressing) return
  isPressing = true
  const isInTree = document.activeElement?.closest('[role=treegrid]') instanceof Element
  if (!isInTree) focusTree()
  const options = { key, shiftKey, bubbles: true, cancelable: true }
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', options))
  document.activeElement?.dispatchEvent(new KeyboardEvent('keyup', options))
  isPressing = false
}

/** The session of the row that has the focus, or undefined. */
export function findFocusedRow(): string | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-address]')?.dataset['address']
}
