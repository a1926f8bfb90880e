import { ListBox, ListBoxItem } from 'react-aria-components'
import type { Operation } from '#contract/operation.ts'
import { ago } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { OperationMark } from './operation-mark.tsx'
import { showOperation } from './operation-state.ts'
import { OPERATION_MARKS } from './operation-marks.ts'
import { answeredWords } from './operation-words.ts'
import { endWords } from './end-words.ts'

/** Every operation in one row: how it stands, how many have answered, since when, and until when. */
export function OperationList({
  operations,
  shown,
}: {
  readonly operations: readonly Operation[]
  readonly shown: string
}) {
  return (
    <ListBox
      aria-label="Operations"
      items={operations}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={[shown]}
      onSelectionChange={keys => keys !== 'all' && showOperation(String([...keys][0]))}
      className="flex w-[300px] shrink-0 flex-col gap-px overflow-auto border-r border-border p-2 outline-none max-[900px]:max-h-[32vh] max-[900px]:w-full max-[900px]:border-r-0 max-[900px]:border-b"
    >
      {operation => <OperationRow operation={operation} />}
    </ListBox>
  )
}

function OperationRow({ operation }: { readonly operation: Operation }) {
  const now = useNow()
  const { id, name, state, startedAt } = operation
  const mark = OPERATION_MARKS[state]
  return (
    <ListBoxItem
      id={id}
      textValue={name}
      className="grid cursor-default grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-2 rounded-control px-2 py-1.5 outline-none hover:bg-hover selected:bg-selected focus-visible:outline-2"
    >
      <OperationMark mark={mark} />
      <span className="foreign truncate font-semibold">{name}</span>
      <time dateTime={startedAt} title="Started" className="text-meta text-text-3">
        {ago(startedAt, now)}
      </time>
      <span className="col-span-2 col-start-2 flex gap-x-2 text-small">
        <span className={mark.text}>{mark.word}</span>
        <span className="min-w-0 flex-1 truncate text-text-2">{answeredWords(operation)}</span>
        <span className="text-text-2">{endWords(operation, now)}</span>
      </span>
    </ListBoxItem>
  )
}
