import { ChevronLeft, ChevronRight, History } from 'lucide-react'
import { useEffect } from 'react'
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { toast } from 'sonner'
import { Button } from '../../components/button.tsx'
import { beginRewind, endRewind, retryRewind, rewindTo } from '../../lib/rewind.ts'
import { ago, clockSeconds } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { errorWords } from '../../lib/words.ts'
import { useConnection } from '../../stores/connection.ts'
import { useRewind } from '../../stores/rewind.ts'
import { attempt } from './attempt.ts'

/** Below the screen of a session: the way back through what it showed, and to now. */
export function RewindBar({ address }: { readonly address: string }) {
  const isBack = useRewind(state => state.address === address)
  useEffect(() => endRewind, [address])
  if (isBack) return <Moments />
  return (
    <div className="-mt-2 flex">
      <Button look="quiet" onPress={() => void attempt(() => begin(address))}>
        <History size={14} aria-hidden /> Rewind
      </Button>
    </div>
  )
}

async function begin(address: string): Promise<void> {
  const nothing = await beginRewind(address)
  if (nothing === undefined) return
  toast(nothing.minutes === 0 ? 'Rewind is off: see Settings, Connections' : 'Nothing of this session is kept yet')
}

function Moments() {
  const moments = useRewind(state => state.moments)
  const place = useRewind(state => state.place)
  const go = (to: number) => void rewindTo(to)
  return (
    <div role="group" aria-label="Rewind" className="-mt-2 flex flex-wrap items-center justify-between gap-1">
      <div className="flex w-full items-center gap-1">
        <Button look="quiet" aria-label="Earlier" isDisabled={place === 0} onPress={() => go(place - 1)}>
          <ChevronLeft size={14} aria-hidden />
        </Button>
        <Slider
          aria-label="Moment"
          minValue={0}
          maxValue={Math.max(1, moments.length - 1)}
          value={place}
          isDisabled={moments.length === 1}
          onChange={to => go(Number(to))}
          className="min-w-16 flex-1"
        >
          <SliderTrack className="flex h-7 items-center before:h-1 before:w-full before:rounded-full before:bg-border-strong">
            <SliderThumb className="top-1/2 size-3.5 rounded-full bg-accent outline-offset-2 focus-visible:outline-2 focus-visible:outline-focus" />
          </SliderTrack>
        </Slider>
        <Button look="quiet" aria-label="Later" isDisabled={place === moments.length - 1} onPress={() => go(place + 1)}>
          <ChevronRight size={14} aria-hidden />
        </Button>
      </div>
      <Moment at={moments[place] ?? ''} />
      <Button onPress={endRewind}>Now</Button>
      <Unread />
    </div>
  )
}

function Moment({ at }: { readonly at: string }) {
  const now = useNow()
  return (
    <p className="px-2.5 text-small text-text-2">
      <time dateTime={at}>{clockSeconds(at)}</time>
      <span className="text-text-3"> · {ago(at, now)}</span>
    </p>
  )
}

/** Why what is asked for is not what is shown: said once, however many steps are made meanwhile. */
function Unread() {
  const problem = useRewind(state => state.problem)
  const isLive = useConnection(({ state }) => state === 'live')
  useEffect(() => {
    if (isLive) void retryRewind()
  }, [isLive])
  if (problem === undefined) return null
  return (
    <p role="status" className="foreign w-full px-2.5 text-small text-blocked">
      Could not be read; the last picture stays. {errorWords(problem).what}
    </p>
  )
}
