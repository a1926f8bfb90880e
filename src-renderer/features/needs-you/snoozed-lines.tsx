import { Button } from '../../components/button.tsx'
import { useAttention } from '../../stores/attention.ts'
import { snoozeAll } from './snooze-menu.tsx'

const TIME = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** What is out of sight, and until when: it can be brought back before. */
export function SnoozedLines() {
  const snoozes = useAttention(state => state.snoozes)
  if (snoozes.length === 0) return null
  return (
    <section aria-labelledby="snoozed" className="flex flex-col gap-1">
      <h2 id="snoozed" className="text-small font-semibold text-text-2">
        Snoozed
      </h2>
      {snoozes.map(({ key, kind, name, until }) => (
        <div key={key} className="flex items-center gap-2 text-small text-text-2">
          <span className="min-w-0 truncate">
            {kind === 'need' ? 'a request of ' : ''}
            <span className="foreign">{name}</span>
          </span>
          <time dateTime={until} className="flex-1">
            until {TIME.format(Date.parse(until))}
          </time>
          <Button look="quiet" aria-label={`Show ${name} again`} onPress={() => void snoozeAll([key], null)}>
            Show again
          </Button>
        </div>
      ))}
    </section>
  )
}
