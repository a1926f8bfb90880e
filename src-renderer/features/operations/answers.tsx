import type { Operation } from '#contract/operation.ts'
import { Toggle } from '../../components/toggle.tsx'
import { AnswerColumn } from './answer-column.tsx'
import { markDifferencesToo, useOperationState } from './operation-state.ts'

/** Every answer that came, side by side, with what is said differently marked. */
export function Answers({ operation }: { readonly operation: Operation }) {
  const marks = useOperationState(state => state.marksDifferences)
  const chosen = useOperationState(state => state.base[operation.id])
  const answered = operation.parts.filter(part => part.answer !== null)
  const base = answered.find(part => part.address === chosen) ?? answered[0]
  const isCompared = marks && answered.length > 1
  return (
    <section aria-label="Answers" className="flex flex-col gap-2">
      <header className="flex flex-wrap items-center gap-x-4">
        <h3 className="flex-1 font-semibold">Answers</h3>
        {answered.length > 1 && <Toggle title="Mark differences" isOn={marks} onChange={markDifferencesToo} />}
      </header>
      {base === undefined && <p className="text-text-2">Nobody has answered yet.</p>}
      <ul className="grid max-[720px]:grid-cols-1 grid-cols-[repeat(auto-fit,minmax(min(260px,100%),1fr))] items-start gap-3">
        {answered.map(part => (
          <AnswerColumn
            key={part.address}
            operationId={operation.id}
            part={part}
            base={isCompared ? base : undefined}
          />
        ))}
      </ul>
    </section>
  )
}
