import { useEffect, useRef } from 'react'
import type { CommandId } from '#contract/command-list.ts'
import { registerCommand } from './registry.ts'

/** Offers a command while the component is on the page; it always does what the latest render says. */
export function useCommand(id: CommandId, run: () => void, isEnabled = true): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(
    () =>
      registerCommand(
        id,
        () => latest.current(),
        () => isEnabled,
      ),
    [id, isEnabled],
  )
}
