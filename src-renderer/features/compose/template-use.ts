import { toast } from 'sonner'
import { getHub } from '../../lib/hub.ts'
import { errorWords } from '../../lib/words.ts'
import { changeDraft, useDraft } from '../../stores/draft.ts'
import { useTemplates } from '../../stores/templates.ts'
import { rememberText } from './sent-texts.ts'
import { looksLikeTemplate } from './variables.ts'

/** Puts a template into the composer. What stood there comes back with ↑. */
export function takeTemplate(name: string): void {
  const template = useTemplates.getState().byName[name]
  if (template === undefined) return
  const { text } = useDraft.getState()
  if (!text.startsWith('/')) rememberText(text)
  changeDraft({ text: template.body, isTemplate: looksLikeTemplate(template.body) })
  getHub()
    .templates.use({ name })
    .catch(() => undefined)
}

export function removeTemplate(name: string): void {
  const template = useTemplates.getState().byName[name]
  if (template === undefined) return
  const { templates } = getHub()
  templates.remove({ name }).then(
    () =>
      toast(`Template “${name}” removed`, {
        duration: 10_000,
        action: { label: 'Undo', onClick: () => void templates.save({ name, body: template.body }).catch(tell) },
      }),
    tell,
  )
}

function tell(error: unknown): void {
  toast.error(errorWords(error).what)
}
