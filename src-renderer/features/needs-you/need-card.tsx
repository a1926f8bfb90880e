import { useState } from 'react'
import { Input, TextField } from 'react-aria-components'
import type { Need } from '#contract/need.ts'
import { Button } from '../../components/button.tsx'
import { CommandKey } from '../../components/command-key.tsx'
import { StateGlyph } from '../../components/state-glyph.tsx'
import { shortFolder } from '../../lib/short-folder.ts'
import { ago } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { count } from '../../lib/words.ts'
import { answerNeeds } from './answer-needs.ts'
import { useRequestFocus } from './request-focus.ts'
import { SnoozeMenu } from './snooze-menu.tsx'
import { useShowSessions } from './use-show-sessions.ts'

/**
 * What an agent asks, with all of what it would do; several that ask the very same are answered by one word. Its own
 * dialog stays open in the terminal, and whoever answers first decides.
 */
export function NeedCard({ same }: { readonly same: readonly [Need, ...Need[]] }) {
  const now = useNow()
  const [first, ...others] = same
  const card = useRequestFocus(first.sameAs)
  const words = first.kind === 'permission' ? `wants to use ${first.tool}` : `${first.tool} asks`
  return (
    <article
      ref={card}
      tabIndex={-1}
      aria-label={`${first.session.name} ${words}`}
      data-scope="request"
      data-request={first.sameAs}
      className="group/request flex scroll-m-4 focus:outline-2 focus:-outline-offset-1 focus:outline-(--focus) flex-col gap-2 rounded-card border border-border bg-raised p-3"
    >
      <div className="flex items-center gap-2">
        <StateGlyph state="blocked" label={words} />
        <span className="foreign min-w-0 truncate font-semibold">{first.session.name}</span>
        <span className="foreign min-w-0 flex-1 truncate text-text-2">{words}</span>
        <time dateTime={first.at} className="text-meta text-text-3">
          {ago(first.at, now)}
        </time>
        <SnoozeMenu what={same.map(({ id }) => id)} name={`this request of ${first.session.name}`} />
      </div>
      <pre
        tabIndex={0}
        aria-label="What it would do"
        className="foreign max-h-60 overflow-auto rounded-control bg-inset px-2 py-1 font-mono text-small break-words whitespace-pre-wrap"
      >
        {first.detail}
      </pre>
      <p className="foreign truncate text-small text-text-2">{shortFolder(first.cwd)}</p>
      {others.length > 0 && (
        <p className="foreign text-small text-text-2">
          The same in {count(others.length, 'more session')}: {others.map(({ session }) => session.name).join(', ')}
        </p>
      )}
      <NeedAnswers same={same} />
    </article>
  )
}

function NeedAnswers({ same }: { readonly same: readonly [Need, ...Need[]] }) {
  const [reason, setReason] = useState('')
  const show = useShowSessions()
  const [first] = same
  const ids = same.map(({ id }) => id)
  const forAll = same.length === 1 ? '' : ` for all ${same.length}`
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      {first.canDeny && (
        <TextField
          aria-label="Why not, told to the agent"
          value={reason}
          onChange={setReason}
          className="min-w-40 flex-1 max-[480px]:basis-full"
        >
          <Input
            placeholder="Why not, for the agent to read"
            className="h-7 w-full rounded-control border border-border-strong bg-canvas px-2 text-body text-text"
          />
        </TextField>
      )}
      <Button onPress={() => show([first.session.address])}>Show</Button>
      {first.canDeny && (
        <Button onPress={() => void answerNeeds(ids, 'deny', reason)}>
          Deny{forAll}
          <AnswerKey id="request.deny" />
        </Button>
      )}
      {first.canAllow && (
        <Button look="primary" onPress={() => void answerNeeds(ids, 'allow', '')}>
          Allow once{forAll}
          <AnswerKey id="request.allow" />
        </Button>
      )}
    </div>
  )
}

/** The key answers the request that has the focus, so only that one shows it. */
function AnswerKey({ id }: { readonly id: 'request.allow' | 'request.deny' }) {
  return (
    <span className="hidden rounded-sm border border-current px-1 leading-4 group-focus-within/request:inline">
      <CommandKey id={id} />
    </span>
  )
}
