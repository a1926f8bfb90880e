import { useId, type FormEvent, type ReactNode } from 'react'
import { errorWords } from '../lib/words.ts'
import { Button } from './button.tsx'
import { Sheet } from './sheet.tsx'

interface Props {
  readonly title: string
  /** What the button that does it says. */
  readonly submit: string
  /** What was written can be taken as it stands. */
  readonly isFit: boolean
  /** What went wrong when it was tried, or undefined. */
  readonly failure: unknown
  readonly children: ReactNode
  onSubmit(): void
  onClose(): void
}

/** A few fields in front of the page, taken with Return or with the button. */
export function FormSheet({ title, submit, isFit, failure, children, onSubmit, onClose }: Props) {
  const id = useId()
  function take(event: FormEvent): void {
    event.preventDefault()
    if (isFit) onSubmit()
  }
  return (
    <Sheet
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={id} isDisabled={!isFit}>
            {submit}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={take} className="flex flex-col gap-3">
        {children}
        {failure !== undefined && (
          <p role="alert" className="foreign text-error">
            {errorWords(failure).what}
          </p>
        )}
      </form>
    </Sheet>
  )
}
