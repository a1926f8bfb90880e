import type { SubmitStrategy } from '#contract/delivery.ts'
import { getHub } from '../../lib/hub.ts'
import { SUBMIT_WORDS } from '../../lib/words.ts'
import { useHubFacts } from '../../stores/hub-facts.ts'
import { useSessions } from '../../stores/sessions.ts'
import { attempt } from './attempt.ts'

const WAYS = Object.keys(SUBMIT_WORDS) as readonly SubmitStrategy[]

/** How Return is pressed in a session; to choose where its terminal has more than one way. */
export function SubmitFact({ address }: { readonly address: string }) {
  const submit = useSessions(state => state.byId[address]?.submit)
  const hasWindow = useSessions(state => state.byId[address]?.backend === 'iterm2')
  const ways = useHubFacts(facts => facts.capabilities?.submitStrategies)
  if (submit === undefined) return null
  const there = WAYS.filter(way => ways?.includes(way))
  if (!hasWindow || there.length < WAYS.length) return <span>{SUBMIT_WORDS[submit.way]}</span>
  const choose = (way: string) =>
    attempt(() => getHub().sessions.submit({ target: address, submit: there.find(each => each === way) ?? null }))
  return (
    <select
      aria-label="How Return is pressed"
      value={submit.from === 'session' ? submit.way : ''}
      onChange={event => void choose(event.target.value)}
      className="h-6 max-w-full rounded-control border border-border bg-canvas px-1 text-small text-text"
    >
      <option value="">By profile{submit.from === 'session' ? '' : `: ${SUBMIT_WORDS[submit.way]}`}</option>
      {there.map(way => (
        <option key={way} value={way}>
          {SUBMIT_WORDS[way]}
        </option>
      ))}
    </select>
  )
}
