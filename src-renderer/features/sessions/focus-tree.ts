/** Puts the keyboard into the tree, on the row it was on last. */
export function focusTree(): void {
  document.querySelector<HTMLElement>('[role="treegrid"][aria-label="Sessions"]')?.focus()
}
