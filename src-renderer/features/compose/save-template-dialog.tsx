import { useState, type FormEvent } from 'react'
import { toast } from 'sonner'
import { Button } from '../../components/button.tsx'
import { LineField } from '../../components/field.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { getHub } from '../../lib/hub.ts'
import { errorWords } from '../../lib/words.ts'
import { useTemplates } from '../../stores/templates.ts'
import { useCompose } from './compose-state.ts'

const LONGEST_NAME = 80

/** Keeps the text of the composer under a name. */
export function SaveTemplateDialog({ body }: { readonly body: string }) {
  const [name, setName] = useState('')
  const [failure, setFailure] = useState<unknown>(undefined)
  const exists = useTemplates(state => Object.hasOwn(state.byName, name.trim()))
  const close = () => useCompose.setState({ dialog: null })
  const isFit = name.trim() !== '' && name.trim().length <= LONGEST_NAME

  function save(event: FormEvent): void {
    event.preventDefault()
    if (!isFit) return
    getHub()
      .templates.save({ name: name.trim(), body })
      .then(() => {
        close()
        toast(`Template “${name.trim()}” saved`)
      }, setFailure)
  }

  return (
    <Sheet
      title="Save as a template"
      onClose={close}
      actions={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button look="primary" type="submit" form="save-template" isDisabled={!isFit}>
            {exists ? 'Replace' : 'Save'}
          </Button>
        </>
      }
    >
      <form id="save-template" onSubmit={save} className="flex flex-col gap-3">
        <LineField
          label="Name"
          value={name}
          onChange={setName}
          problem={name.trim().length > LONGEST_NAME ? `At most ${LONGEST_NAME} characters` : undefined}
          {...(exists && { hint: 'A template of this name exists: it will be replaced.' })}
        />
        <pre className="foreign max-h-32 overflow-auto rounded-control bg-inset px-2 py-1 font-mono text-small whitespace-pre-wrap [overflow-wrap:anywhere]">
          {body}
        </pre>
        {failure !== undefined && <p className="foreign text-error">{errorWords(failure).what}</p>}
      </form>
    </Sheet>
  )
}
