import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { Button, Input, Text, TextField } from 'react-aria-components'
import type { TitleWay } from '#contract/session.ts'
import { useCommand } from '../../lib/commands/use-command.ts'
import { getHub } from '../../lib/hub.ts'
import { useHubFacts } from '../../stores/hub-facts.ts'
import { useSessions } from '../../stores/sessions.ts'
import { attempt } from './attempt.ts'

/** The title of the terminal, changed where it stands: Return sets it, Escape leaves it. */
export function SessionTitle({ address }: { readonly address: string }) {
  const title = useSessions(state => state.byId[address]?.title ?? '')
  const name = useSessions(state => state.byId[address]?.name ?? '')
  const canSet = useHubFacts(facts => facts.capabilities?.setTitle ?? false)
  const [draft, setDraft] = useState<string | null>(null)
  useCommand('session.rename', () => setDraft(title), canSet)
  if (draft !== null) return <TitleField address={address} draft={draft} onDraft={setDraft} />
  const isOwn = title !== '' && title !== name
  if (!isOwn && !canSet) return null
  return (
    <div className="flex min-h-6 items-center gap-1 text-small text-text-2">
      {isOwn && (
        <span className="foreign min-w-0 truncate" title={title}>
          {title}
        </span>
      )}
      {canSet && (
        <Button
          aria-label="Set title"
          onPress={() => setDraft(title)}
          className="flex h-6 min-w-6 shrink-0 items-center justify-center gap-1 rounded-control text-text-3 hover:bg-hover hover:text-text"
        >
          {!isOwn && 'Set title'}
          <Pencil size={12} aria-hidden />
        </Button>
      )}
    </div>
  )
}

function TitleField({
  address,
  draft,
  onDraft,
}: {
  readonly address: string
  readonly draft: string
  onDraft(draft: string | null): void
}) {
  const hasTrigger = useHubFacts(facts => facts.capabilities?.submitStrategies.includes('btt') ?? false)
  const canTrigger = hasTrigger && address.startsWith('iterm2:')
  const set = async (by: TitleWay) => {
    const title = draft.trim()
    if (title === '' || (await attempt(() => getHub().sessions.title({ target: address, title, by })))) onDraft(null)
  }
  return (
    <TextField
      aria-label="Title"
      // The person has just asked to write here.
      // eslint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      value={draft}
      onChange={onDraft}
      onKeyDown={event => {
        if (event.key === 'Enter') void set(canTrigger && event.altKey ? 'btt' : 'terminal')
        else if (event.key === 'Escape') onDraft(null)
        else event.continuePropagation()
      }}
      maxLength={200}
    >
      <Input className="h-7 w-full rounded-control border border-border-strong bg-canvas px-2 text-small" />
      {canTrigger && (
        <Text slot="description" className="text-small text-text-3">
          Return sets it. With Option, BetterTouchTool does, and takes the front for a moment.
        </Text>
      )}
    </TextField>
  )
}
