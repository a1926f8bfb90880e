import { useEffect, useState } from 'react'

/** Whole seconds until a moment (ms since 1970), counted down; 0 once it has passed or when there is none. */
export function useSeconds(until: number | null): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (until === null) return
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [until])
  return until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1_000))
}
