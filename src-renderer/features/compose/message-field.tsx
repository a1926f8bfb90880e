import { useEffect, useRef, type KeyboardEvent } from 'react'
import { getCommand } from '#contract/command-list.ts'
import { shownKey } from '../../lib/commands/runs-in.ts'
import { changeDraft, useDraft } from '../../stores/draft.ts'
import { useTemplates } from '../../stores/templates.ts'
import { recallInto, useCompose } from './compose-state.ts'
import { completeMessage, type MessageChoice } from './message-choices.ts'
import { SuggestionList, useSuggestions } from './suggestions.tsx'
import { takeTemplate } from './template-use.ts'
import { cutAtPlaceholders, looksLikeTemplate } from './variables.ts'

const TEXT = 'col-start-1 row-start-1 w-full px-2 py-1.5 text-body whitespace-pre-wrap [overflow-wrap:anywhere]'

/** What is said. Grows with its text; variables are marked where they stand. */
export function MessageField() {
  const text = useDraft(draft => draft.text)
  const isTemplate = useDraft(draft => draft.isTemplate)
  const templates = useTemplates(state => state.byName)
  const focusAsked = useCompose(state => state.focusAsked)
  const field = useRef<HTMLTextAreaElement>(null)
  const suggestions = useSuggestions(completeMessage(text, Object.values(templates)), choice => take(choice))

  useEffect(() => {
    if (focusAsked > 0) field.current?.focus()
  }, [focusAsked])

  function take(choice: MessageChoice): void {
    if (choice.kind === 'template') takeTemplate(choice.name)
    else write(text.slice(0, choice.from) + choice.label)
  }

  function takeKey(event: KeyboardEvent): void {
    if (suggestions.takeKey(event) || event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return
    if (event.key === 'ArrowUp' && recallInto(text)) event.preventDefault()
  }

  return (
    <div className="relative">
      <SuggestionList
        label="Completions"
        hint={`↓ then ⏎ to choose. ${shownKey(getCommand('send.now'))} sends the text as it stands.`}
        state={suggestions}
      />
      <div className="max-h-[36vh] overflow-y-auto rounded-control border border-border-strong bg-canvas focus-within:border-focus">
        <div className="grid">
          <div aria-hidden className={`${TEXT} pointer-events-none min-h-14 text-transparent`}>
            {isTemplate ? <Marks text={text} /> : text}
            {'\n'}
          </div>
          <textarea
            ref={field}
            value={text}
            onChange={event => write(event.target.value)}
            onKeyDown={takeKey}
            aria-label="Message"
            {...suggestions.inputProps}
            placeholder="Write once, to all of them. / for templates, {{ for variables, ↑ for what you sent last."
            className={`${TEXT} relative resize-none overflow-hidden bg-transparent outline-none placeholder:text-text-3`}
          />
        </div>
      </div>
    </div>
  )
}

function Marks({ text }: { readonly text: string }) {
  return cutAtPlaceholders(text).map(({ start, text: part, look }) => (
    <span key={start} className={MARKS[look]}>
      {part}
    </span>
  ))
}

const MARKS = {
  plain: '',
  known: 'rounded-sm bg-chip-working',
  unknown: 'rounded-sm bg-chip-error underline decoration-error decoration-wavy',
} as const

/** Braces around a word mean a variable from the moment they are written, unless the person said otherwise. */
function write(text: string): void {
  const was = useDraft.getState()
  const begins = !looksLikeTemplate(was.text) && looksLikeTemplate(text)
  changeDraft({ text, ...(begins && { isTemplate: true }) })
}
