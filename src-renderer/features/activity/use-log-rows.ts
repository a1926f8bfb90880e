import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { LogRow } from '#contract/log.ts'
import { getHub } from '../../lib/hub.ts'
import { useConnection } from '../../stores/connection.ts'
import type { LogKind } from './log-kind.ts'

/** Rows kept on the page; the hub has the rest. */
const KEPT = 20_000
const FIRST = 500
/** While the page is live, new rows are asked for this often, and at once when something was heard; milliseconds. */
const ASK_EVERY = 1_000

export interface LogRows {
  readonly rows: readonly LogRow[]
  readonly hints: readonly string[]
  readonly error: unknown
  readonly isLoaded: boolean
}

const NONE: LogRows = { rows: [], hints: [], error: undefined, isLoaded: false }

/** The newest rows a filter matches, and each new one as it comes. Follows by number: nothing is shown twice. */
export function useLogRows(kind: LogKind, filter: string): LogRows {
  const [state, setState] = useState<LogRows>(NONE)
  const next = useRef<number | undefined>(undefined)
  const turn = useRef(0)
  const heardAt = useConnection(connection => connection.heardAt)
  const isLive = useConnection(connection => connection.state === 'live')

  const ask = useCallback(async () => {
    const mine = turn.current
    const after = next.current
    try {
      const answer = await getHub().log.list({ kind, filter, limit: after === undefined ? FIRST : 5_000, after })
      if (mine !== turn.current) return
      next.current = answer.next
      setState(known => ({
        rows: after === undefined ? answer.rows : merge(known.rows, answer.rows),
        hints: answer.hints,
        error: undefined,
        isLoaded: true,
      }))
    } catch (error) {
      if (mine === turn.current) setState(known => ({ ...known, error, isLoaded: true }))
    }
  }, [kind, filter])

  // Before the page is drawn, and before anything else of it asks: the rows are what it was opened for.
  useLayoutEffect(() => {
    turn.current += 1
    next.current = undefined
    setState(NONE)
    void ask()
  }, [ask])

  useEffect(() => {
    if (!isLive || next.current === undefined) return
    const timer = setTimeout(() => void ask(), kind === 'audit' ? ASK_EVERY : 100)
    return () => clearTimeout(timer)
  }, [ask, heardAt, isLive, kind])

  return state
}

/** A delivery keeps its number while it changes: its row is replaced where it stands. */
function merge(known: readonly LogRow[], fresh: readonly LogRow[]): readonly LogRow[] {
  if (fresh.length === 0) return known
  const numbers = new Set(fresh.map(row => row.number))
  return [...known.filter(row => !numbers.has(row.number)), ...fresh].slice(-KEPT)
}
