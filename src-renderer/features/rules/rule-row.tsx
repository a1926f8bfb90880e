import { useState } from 'react'
import type { Rule, RuleMatch } from '#contract/rule.ts'
import { Button } from '../../components/button.tsx'
import { Toggle } from '../../components/toggle.tsx'
import { getHub } from '../../lib/hub.ts'
import { ago } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { count } from '../../lib/words.ts'
import { removeRule, tellFailure, turnRule } from './rule-acts.ts'
import { ruleWords } from './rule-words.ts'

interface Tested {
  readonly looked: number
  readonly matched: number
  readonly matches: readonly RuleMatch[]
}

/** One rule with its switch, which works once its test was seen. */
export function RuleRow({ rule }: { readonly rule: Rule }) {
  const [tested, setTested] = useState<Tested | null>(null)
  const { name, isOn, isTested, copies, problem } = rule
  return (
    <article aria-label={`Rule ${name}`} className="flex flex-col gap-2 rounded-card border border-border p-3">
      <div className="flex flex-wrap items-center gap-2">
        {isTested ? (
          <Toggle title={name} isOn={isOn} onChange={on => turnRule(name, on)} />
        ) : (
          <span className="font-semibold">{name}</span>
        )}
        <span className="flex-1 text-small text-text-2">
          {isTested ? `${count(copies, 'message')} copied` : 'off until it was tested'}
        </span>
        <Button
          look={isTested ? 'plain' : 'primary'}
          aria-label={`Test ${name}`}
          onPress={() => void tellFailure(getHub().rules.test({ rule: name })).then(seen => seen && setTested(seen))}
        >
          Test
        </Button>
        <Button aria-label={`Remove ${name}`} onPress={() => removeRule(name)}>
          Remove
        </Button>
      </div>
      <p className="foreign text-small break-words text-text-2">{ruleWords(rule)}</p>
      {problem !== '' && <p className="foreign text-small break-words text-error">{problem}</p>}
      {tested !== null && <TestResult tested={tested} />}
    </article>
  )
}

/** Past messages that it would have copied, as the copies would have looked. */
function TestResult({ tested: { looked, matched, matches } }: { readonly tested: Tested }) {
  const now = useNow()
  return (
    <div role="status" className="flex flex-col gap-1">
      <p className="text-small">
        {matched} of the newest {count(looked, 'message')} would have been copied. Nothing was sent.
      </p>
      <ul className="flex max-h-60 flex-col gap-1 overflow-auto" tabIndex={0} aria-label="What it would have copied">
        {matches.map(({ messageId, from, at, text }) => (
          <li key={messageId} className="rounded-control bg-inset px-2 py-1">
            <span className="foreign text-small font-semibold">{from}</span>{' '}
            <time dateTime={at} className="text-meta text-text-3">
              {ago(at, now)}
            </time>
            <p className="foreign font-mono text-small break-words whitespace-pre-wrap">{text}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
