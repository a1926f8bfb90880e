import { X } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { shortFolder } from '../../lib/short-folder.ts'
import { StateGlyph } from '../../components/state-glyph.tsx'
import { sessionWords } from '../../lib/words.ts'
import { useSessions } from '../../stores/sessions.ts'
import { knownNames } from '../compose/known-names.ts'
import { removeMember } from './group-acts.ts'

const ROW = 'flex min-h-8 items-center gap-2 rounded-control px-2 hover:bg-hover'

/** One session of a group. `removeFrom`: the group it can be taken out of, null where a filter or a group brought it in. */
export function GroupMember({ address, removeFrom }: { readonly address: string; readonly removeFrom: string | null }) {
  const session = useSessions(state => state.byId[address])
  if (session === undefined) return <AbsentMember member={address} removeFrom={removeFrom} />
  return (
    <li className={ROW}>
      <StateGlyph state={session.state} label={sessionWords(session)} />
      <span className="foreign max-w-[40%] shrink-0 truncate">{session.name}</span>
      <span className="shrink-0 text-small text-text-2">{sessionWords(session)}</span>
      <span className="foreign min-w-0 flex-1 truncate text-right font-mono text-small text-text-3">
        {shortFolder(session.cwd)}
      </span>
      {removeFrom !== null && <Remove group={removeFrom} member={address} name={session.name} />}
    </li>
  )
}

/** A member nobody answers to now: it stays in the list and is skipped. */
export function AbsentMember({ member, removeFrom }: { readonly member: string; readonly removeFrom: string | null }) {
  const name = knownNames.get(member)
  return (
    <li className={ROW}>
      <StateGlyph state="gone" label="Not there" />
      <span className="foreign max-w-[60%] shrink-0 truncate text-text-3 line-through">{name ?? member}</span>
      <span className="flex-1 text-small text-text-3">not there now</span>
      {removeFrom !== null && <Remove group={removeFrom} member={member} name={name ?? member} />}
    </li>
  )
}

function Remove({ group, member, name }: { readonly group: string; readonly member: string; readonly name: string }) {
  return (
    <Button
      look="quiet"
      className="px-1!"
      aria-label={`Take ${name} out of @${group}`}
      onPress={() => removeMember(group, member)}
    >
      <X size={14} aria-hidden />
    </Button>
  )
}
