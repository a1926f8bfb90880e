import { toast } from 'sonner'
import { Button } from '../../components/button.tsx'
import { getHub } from '../../lib/hub.ts'
import { useNow } from '../../lib/use-now.ts'
import { errorWords } from '../../lib/words.ts'
import { useLimits } from '../../stores/limits.ts'

const TIME = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** For sessions that the same usage limit stopped: says `continue` to them when it resets, and not unless asked. */
export function LimitOffer({ addresses }: { readonly addresses: readonly string[] }) {
  const now = useNow()
  const byAddress = useLimits(state => state.byAddress)
  const limits = addresses.map(address => byAddress[address]).filter(limit => limit !== undefined)
  const [first] = limits
  if (first === undefined) return null
  const { continuesAt, resetsAt } = first
  const stopped = limits.map(({ session }) => session.address)
  if (continuesAt !== null) {
    return (
      <Line
        words={`“continue” is said to ${stopped.length === 1 ? 'it' : 'them'} at ${TIME.format(Date.parse(continuesAt))}`}
      >
        <Button onPress={() => void forEach(stopped, target => getHub().limits.leave({ target }))}>Leave it</Button>
      </Line>
    )
  }
  if (resetsAt === null) return <Line words="It does not say when the limit resets" />
  const isOver = Date.parse(resetsAt) <= now
  return (
    <Line words={isOver ? 'The limit has reset' : `The limit resets at ${TIME.format(Date.parse(resetsAt))}`}>
      <Button look="primary" onPress={() => void forEach(stopped, target => getHub().limits.continue({ target }))}>
        {isOver ? 'Say “continue” now' : 'Say “continue” then'}
      </Button>
    </Line>
  )
}

function Line({ words, children }: { readonly words: string; readonly children?: React.ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="min-w-0 flex-1 text-small text-text-2">{words}</span>
      {children}
    </div>
  )
}

async function forEach(targets: readonly string[], act: (target: string) => Promise<unknown>): Promise<void> {
  try {
    for (const target of targets) await act(target)
  } catch (error) {
    toast.error(errorWords(error).what)
  }
}
