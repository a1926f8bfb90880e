import { useEffect, useState } from 'react'
import { Button } from '../../components/button.tsx'

/** The seconds in which a send can still be called back. Nothing has left the page yet. */
export function CountdownBar({
  until,
  words,
  onCancel,
}: {
  readonly until: number
  readonly words: string
  onCancel(): void
}) {
  const [left, setLeft] = useState(() => secondsTo(until))
  useEffect(() => {
    const timer = window.setInterval(() => setLeft(secondsTo(until)), 200)
    return () => clearInterval(timer)
  }, [until])
  return (
    <div className="flex items-center justify-end gap-3">
      <p role="timer" className="text-text-2">
        {words} in <span className="inline-block w-2 text-center font-semibold text-text">{left}</span> s
      </p>
      <Button look="danger" autoFocus onPress={onCancel}>
        Cancel
        <kbd className="font-sans text-meta">Esc</kbd>
      </Button>
    </div>
  )
}

function secondsTo(until: number): number {
  return Math.max(1, Math.ceil((until - Date.now()) / 1_000))
}
