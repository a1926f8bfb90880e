import { useCallback, useEffect, useRef, useState } from 'react'

/** What a page asked for itself, once and again on demand: what was known stays while it is asked anew. */
export interface HubData<T> {
  readonly data: T | undefined
  readonly error: unknown
  readonly isLoading: boolean
  readonly reload: () => void
}

/**
 * For answers that are not part of the live state (the doctor, a page of the log). `ask` must be stable.
 *
 * @param news when this changes, the answer known is old and is asked for anew
 */
export function useHubData<T>(ask: () => Promise<T>, news?: string): HubData<T> {
  const [state, setState] = useState<Omit<HubData<T>, 'reload'>>({ data: undefined, error: undefined, isLoading: true })
  const latest = useRef(0)
  const reload = useCallback(() => {
    const turn = ++latest.current
    setState(known => ({ ...known, isLoading: true }))
    ask().then(
      data => turn === latest.current && setState({ data, error: undefined, isLoading: false }),
      (error: unknown) => turn === latest.current && setState(known => ({ ...known, error, isLoading: false })),
    )
  }, [ask])
  useEffect(reload, [reload, news])
  return { ...state, reload }
}
