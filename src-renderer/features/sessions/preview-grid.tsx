import { Preview } from '../../components/preview.tsx'
import { StateGlyph } from '../../components/state-glyph.tsx'
import { count, sessionWords } from '../../lib/words.ts'
import { choose } from '../../stores/selection.ts'
import { useSessions } from '../../stores/sessions.ts'
import { Button } from 'react-aria-components'

/** Screens shown side by side. */
export const PREVIEWS = 100

/** What several chosen sessions show; a press on a name chooses that one alone. */
export function PreviewGrid({ addresses }: { readonly addresses: readonly string[] }) {
  const more = addresses.length - PREVIEWS
  return (
    <aside aria-label="Chosen sessions" className="flex h-full flex-col gap-3 overflow-auto p-4">
      <h2 className="text-title font-semibold">{count(addresses.length, 'session')}</h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(220px,1fr))] gap-3">
        {addresses.slice(0, PREVIEWS).map(address => (
          <Cell key={address} address={address} />
        ))}
      </ul>
      {more > 0 && <p className="text-small text-text-2">+{more} more</p>}
    </aside>
  )
}

function Cell({ address }: { readonly address: string }) {
  const session = useSessions(state => state.byId[address])
  if (session === undefined) return null
  return (
    <li className="flex min-w-0 flex-col gap-1 [content-visibility:auto] [contain-intrinsic-height:160px]">
      <Button
        onPress={() => choose([address])}
        className="flex h-7 cursor-default items-center gap-2 rounded-control text-left hover:bg-hover"
      >
        <StateGlyph state={session.state} label={sessionWords(session)} />
        <span className="foreign min-w-0 truncate" title={session.name}>
          {session.name}
        </span>
      </Button>
      <div className="relative h-32">
        <Preview address={address} name={session.name} />
      </div>
    </li>
  )
}
