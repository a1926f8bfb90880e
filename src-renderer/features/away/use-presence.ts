import { useEffect } from 'react'
import { getHub } from '../../lib/hub.ts'
import { useConnection } from '../../stores/connection.ts'

/** The hub is told that the person is here no more often than this, in milliseconds. */
const PACE = 60_000

/** Tells the hub that somebody sits at this page: keys and clicks in it, and coming back to it. */
export function usePresence(): void {
  useEffect(() => {
    let toldAt = 0
    function tell(): void {
      const now = performance.now()
      if (document.hidden || useConnection.getState().state !== 'live' || (toldAt > 0 && now - toldAt < PACE)) return
      toldAt = now
      // A hub that cannot be told now is told by the next key.
      getHub()
        .away.back()
        .catch(() => undefined)
    }
    const stopping = new AbortController()
    const options = { signal: stopping.signal, capture: true, passive: true }
    for (const type of ['pointerdown', 'keydown']) addEventListener(type, tell, options)
    document.addEventListener('visibilitychange', tell, options)
    return () => stopping.abort()
  }, [])
}
