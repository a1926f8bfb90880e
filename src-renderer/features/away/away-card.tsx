import { useNavigate } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { getHub } from '../../lib/hub.ts'
import { useAway } from '../../stores/away.ts'

const TIME = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** On return, what happened meanwhile in five lines at most; once dismissed it does not come again. */
export function AwayCard() {
  const away = useAway(state => state.away)
  const navigate = useNavigate()
  if (away === null || away.isDismissed) return null
  const needsYou = away.lines.some(({ kind }) => kind === 'needs_you')
  return (
    <section
      aria-label="While you were away"
      className="flex shrink-0 flex-wrap items-start gap-x-4 gap-y-2 border-b border-border bg-raised px-4 py-3"
    >
      <div className="min-w-0 flex-1">
        <h2 className="font-semibold">
          While you were away{' '}
          <span className="font-normal text-text-2">since {TIME.format(Date.parse(away.from))}</span>
        </h2>
        <ul className="text-text-2">
          {away.lines.map(({ kind, text }) => (
            <li key={kind} className="foreign truncate">
              {text}
            </li>
          ))}
        </ul>
      </div>
      <div className="flex gap-2">
        {needsYou && <Button onPress={() => void navigate({ to: '/needs-you' })}>Show what needs you</Button>}
        <Button
          onPress={() =>
            void getHub()
              .away.dismiss()
              .catch(() => undefined)
          }
        >
          Dismiss
        </Button>
      </div>
    </section>
  )
}
