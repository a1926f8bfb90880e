import { useState } from 'react'
import { toast } from 'sonner'
import { LineField } from '../../components/field.tsx'
import { FormSheet } from '../../components/form-sheet.tsx'
import { getHub } from '../../lib/hub.ts'
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

  function save(): void {
    getHub()
      .templates.save({ name: name.trim(), body })
      .then(() => {
        close()
        toast(`Template “${name.trim()}” saved`)
      }, setFailure)
  }

  return (
    <FormSheet
      title="Save as a template"
      submit={exists ? 'Replace' : 'Save'}
      isFit={isFit}
      failure={failure}
      onSubmit={save}
      onClose={close}
    >
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
    </FormSheet>
  )
}
