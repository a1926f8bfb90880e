import { useState } from 'react'
import type { Operation } from '#contract/operation.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { getHub } from '../../lib/hub.ts'

/** Asked before an operation is called off: that cannot be taken back. */
export function CallOffSheet({ operation, onClose }: { readonly operation: Operation; onClose(): void }) {
  const [failure, setFailure] = useState<unknown>(undefined)
  const { id, name } = operation
  return (
    <Sheet
      title={`Call ${name} off?`}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Keep it</Button>
          <Button look="danger" onPress={() => void getHub().operations.cancel({ id }).then(onClose, setFailure)}>
            Call off
          </Button>
        </>
      }
    >
      <p>
        Tasks that were not typed yet are withdrawn. Who has its task already is not stopped. Answers that came are
        kept.
      </p>
      {failure !== undefined && <Notice error={failure} />}
    </Sheet>
  )
}
