import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import type { LogRow } from '#contract/log.ts'
import { Button } from '../../components/button.tsx'
import { useCommand } from '../../lib/commands/use-command.ts'
import { LogLine } from './log-line.tsx'

/** Height of a closed row with its line below, in pixels: what is known is not measured again. */
const LINE = 25
/** This near the end counts as being there, in pixels. */
const AT_END = 24

/** Rows in a window over all of them. Follows the newest only while the reader is at the end; scrolled up, nothing moves. */
export function LogList({ rows, label }: { readonly rows: readonly LogRow[]; readonly label: string }) {
  const scroller = useRef<HTMLDivElement>(null)
  const [isFollowing, setFollowing] = useState(true)
  const [open, setOpen] = useState<number | null>(null)
  const seen = useRef(rows.length)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    // The newest rows are the first that are made, not those at the top.
    initialOffset: () => rows.length * LINE,
    getItemKey: place => rows[place]?.number ?? place,
    overscan: 12,
  })
  const fresh = isFollowing ? 0 : Math.max(0, rows.length - seen.current)

  useEffect(() => {
    if (!isFollowing) return
    seen.current = rows.length
    if (rows.length > 0) virtual.scrollToIndex(rows.length - 1, { align: 'end' })
  }, [rows, isFollowing, virtual])

  useCommand('log.follow', () => setFollowing(true), rows.length > 0)

  function noteScroll(): void {
    const element = scroller.current
    if (element === null) return
    setFollowing(element.scrollHeight - element.scrollTop - element.clientHeight < AT_END)
  }

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        onScroll={noteScroll}
        tabIndex={0}
        role="grid"
        data-scope="log"
        aria-label={label}
        aria-rowcount={rows.length}
        className="h-full overflow-auto [overflow-anchor:none]"
      >
        <div style={{ height: virtual.getTotalSize() }} className="relative w-full">
          {virtual.getVirtualItems().map(item => {
            const row = rows[item.index]
            if (row === undefined) return null
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                role="row"
                aria-rowindex={item.index + 1}
                className="absolute top-0 left-0 w-full"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <LogLine
                  row={row}
                  isOpen={open === row.number}
                  onToggle={() => setOpen(open === row.number ? null : row.number)}
                />
              </div>
            )
          })}
        </div>
      </div>
      {!isFollowing && (
        <div className="absolute right-4 bottom-3">
          <Button look="primary" onPress={() => setFollowing(true)}>
            Paused{fresh > 0 ? ` · ${fresh} new` : ''} ↓
          </Button>
        </div>
      )}
    </div>
  )
}
