import { useCallback } from 'react'
import { getHub } from '../../lib/hub.ts'
import { clock } from '../../lib/time.ts'
import { useHubData } from '../../lib/use-hub-data.ts'
import { count } from '../../lib/words.ts'
import type { LogKind } from './log-kind.ts'

const HEIGHT = 36
const BUCKETS = 80

/** How many rows there were, over time. Beside the rows, never instead of them. */
export function Histogram({ kind, filter }: { readonly kind: LogKind; readonly filter: string }) {
  const ask = useCallback(() => getHub().log.histogram({ kind, filter, buckets: BUCKETS }), [kind, filter])
  const { data } = useHubData(ask)
  const buckets = data?.buckets ?? []
  const highest = Math.max(1, ...buckets.map(bucket => bucket.count))
  const [first] = buckets
  const last = buckets.at(-1)
  return (
    <figure className="border-b border-border px-4 pt-3 pb-1.5">
      <svg
        viewBox={`0 0 ${BUCKETS * 4} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-9 w-full text-accent-text"
        role="img"
        aria-label={`${count(data?.total ?? 0, 'row')} over time`}
      >
        {buckets.map((bucket, place) => {
          const height = bucket.count === 0 ? 0 : Math.max(2, (bucket.count / highest) * HEIGHT)
          return (
            <rect key={bucket.at} x={place * 4} y={HEIGHT - height} width={3} height={height} fill="currentColor" />
          )
        })}
      </svg>
      <figcaption className="flex justify-between text-meta text-text-3">
        <span>{first === undefined ? '' : clock(first.at)}</span>
        <span>{data === undefined ? '' : count(data.total, 'row')}</span>
        <span>{last === undefined ? '' : clock(last.at)}</span>
      </figcaption>
    </figure>
  )
}
