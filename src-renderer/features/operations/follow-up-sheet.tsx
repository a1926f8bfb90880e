import { useState } from 'react'
import type { Operation, OperationPart } from '#contract/operation.ts'
import { LinesField } from '../../components/field.tsx'
import { FormSheet } from '../../components/form-sheet.tsx'
import { getHub } from '../../lib/hub.ts'
import { newMessageId } from '../../lib/new-message-id.ts'
import { count } from '../../lib/words.ts'
import { clearFollowUp, useOperationDrafts, writeFollowUp } from './operation-drafts.ts'

interface Props {
  readonly operation: Operation
  readonly silent: readonly OperationPart[]
  onClose(): void
}

/** Asks those again who have not answered, in the person's own words. */
export function FollowUpSheet({ operation: { id, name }, silent, onClose }: Props) {
  const kept = useOperationDrafts(drafts => drafts.followUps[id])
  const words = kept ?? `Your answer to "${name}" is still awaited.`
  const [failure, setFailure] = useState<unknown>(undefined)
  const [isBusy, setIsBusy] = useState(false)
  const [messageId, setMessageId] = useState(newMessageId)

  function ask(): void {
    setIsBusy(true)
    getHub()
      .operations.followUp({ id, messageId, body: words.trim() })
      .then(
        () => {
          clearFollowUp(id)
          onClose()
        },
        (error: unknown) => {
          setIsBusy(false)
          setFailure(error)
        },
      )
  }

  return (
    <FormSheet
      title={`Ask ${count(silent.length, 'session')} again`}
      submit="Ask"
      isFit={words.trim() !== '' && silent.length > 0 && !isBusy}
      failure={failure}
      onSubmit={ask}
      onClose={onClose}
    >
      <p className="foreign text-text-2">To {silent.map(part => part.name).join(', ')}</p>
      <LinesField
        label="Words"
        hint="How to answer is added to it."
        value={words}
        onChange={text => {
          writeFollowUp(id, text)
          // Other words are another message; the same ones, tried again after a lost answer, are not.
          setMessageId(newMessageId())
        }}
      />
    </FormSheet>
  )
}
