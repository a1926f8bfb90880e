import { useEffect, useRef, type RefObject } from 'react'
import { create } from 'zustand'

/** The request the keyboard is on its way to, by its `sameAs`; the page it stands on may have to be loaded first. */
const useWanted = create<{ readonly sameAs: string | null }>(() => ({ sameAs: null }))

export function wantRequest(sameAs: string): void {
  useWanted.setState({ sameAs })
}

/** For the card of a request: takes the focus when it is the one wanted. */
export function useRequestFocus(sameAs: string): RefObject<HTMLElement | null> {
  const card = useRef<HTMLElement>(null)
  const isWanted = useWanted(wanted => wanted.sameAs === sameAs)
  useEffect(() => {
    if (!isWanted) return
    card.current?.focus()
    useWanted.setState({ sameAs: null })
  }, [isWanted])
  return card
}

/** `sameAs` of the request that has the focus. Keys answer this one alone: a list that moves must not move what they mean. */
export function findFocusedRequest(): string | null {
  return document.activeElement?.closest<HTMLElement>('[data-scope=request]')?.dataset['request'] ?? null
}
