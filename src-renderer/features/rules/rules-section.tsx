import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { useRules } from '../../stores/rules.ts'
import { RuleRow } from './rule-row.tsx'
import { RuleSheet } from './rule-sheet.tsx'

/** Rules that copy messages on. A new one is off until its test was seen. */
export function RulesSection() {
  const byName = useRules(state => state.byName)
  const [isAdding, setAdding] = useState(false)
  const rules = Object.values(byName).toSorted((a, b) => a.name.localeCompare(b.name))
  return (
    <>
      <p className="text-text-2">
        Messages are copied on, marked with where they came from, and never with your authority. A new rule is off until
        you have tested it on past messages.
      </p>
      {rules.map(rule => (
        <RuleRow key={rule.name} rule={rule} />
      ))}
      <div>
        <Button onPress={() => setAdding(true)}>Add a rule</Button>
      </div>
      {isAdding && <RuleSheet onClose={() => setAdding(false)} />}
    </>
  )
}
