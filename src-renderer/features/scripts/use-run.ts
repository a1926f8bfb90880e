import { useEffect, useRef, useState } from 'react'
import type { ScriptOutput, ScriptRun } from '#contract/script.ts'
import { getHub } from '../../lib/hub.ts'
import { useConnection } from '../../stores/connection.ts'
import { useScriptNews } from '../../stores/script-runs.ts'

export interface RunView {
  readonly run: ScriptRun | undefined
  readonly error: unknown
}

/**
 * A run as it goes on. News only say that there is something to ask for; each piece of output is asked for once and
 * handed to `onOutput` in order.
 */
export function useRun(runId: string, onOutput: (pieces: readonly ScriptOutput[], run: ScriptRun) => void): RunView {
  const news = useScriptNews(state => state.byRun[runId])
  const isLive = useConnection(connection => connection.state === 'live')
  const [view, setView] = useState<RunView>({ run: undefined, error: undefined })
  const take = useRef(onOutput)
  const after = useRef(0)
  const chain = useRef(Promise.resolve())
  useEffect(() => {
    take.current = onOutput
  })
  useEffect(() => {
    let isOver = false
    async function read(): Promise<void> {
      const run = await getHub().scripts.results({ runId })
      for (let end = false; !end && !isOver;) {
        const page = await getHub().scripts.output({ runId, after: after.current, limit: 200 })
        if (isOver) return
        after.current = page.next
        end = page.end
        if (page.output.length > 0) take.current(page.output, run)
      }
      if (!isOver) setView({ run, error: undefined })
    }
    // One after the other: two readers would show a piece twice.
    chain.current = chain.current
      .then(() => (isOver ? undefined : read()))
      .catch((error: unknown) => {
        if (!isOver) setView(known => ({ ...known, error }))
      })
    return () => {
      isOver = true
    }
  }, [runId, news, isLive])
  return view
}
