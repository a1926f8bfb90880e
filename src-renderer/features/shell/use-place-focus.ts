import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

/** When a place goes away together with what had the focus, the next place gets it; else the keyboard starts nowhere. */
export function usePlaceFocus(): void {
  const router = useRouter()
  useEffect(
    () =>
      router.subscribe('onRendered', () => {
        // A palette that closes gives the focus back first.
        requestAnimationFrame(() => {
          if (document.activeElement === document.body) document.querySelector('main')?.focus()
        })
      }),
    [router],
  )
}
