import { CircleCheck, CircleDashed } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { getHub } from '../../lib/hub.ts'
import { useHubData } from '../../lib/use-hub-data.ts'
import { count } from '../../lib/words.ts'
import { useTerminals, type TerminalFact } from '../shell/use-terminals.ts'
import { CopyLine } from './copy-line.tsx'

const askDoctor = () => getHub().hub.doctor()

/** Which terminals were found, and what to do about one that was not. */
export function TerminalsStep() {
  // Sessions in the background are in no terminal.
  const terminals = useTerminals().filter(({ kind }) => kind !== 'claude')
  const { data, error, isLoading, reload } = useHubData(askDoctor)
  const tmux = data?.checks.find(({ id }) => id === 'tmux')
  return (
    <div className="flex flex-col gap-3">
      <p className="text-text-2">
        Sessions are found by themselves, in every terminal the hub can reach. There is nothing to set up in a session.
      </p>
      <ul aria-label="Terminals" className="rounded-card border border-border bg-canvas">
        {terminals.map(terminal => (
          <li key={terminal.kind} className="flex items-start gap-3 border-b border-border px-3 py-2 last:border-0">
            <Mark isThere={terminal.isThere} />
            <div className="min-w-0">
              <p className="font-semibold">{terminal.kind === 'pty' ? 'Sessions started by the hub' : terminal.name}</p>
              <p className="foreign break-words text-text-2">{describe(terminal)}</p>
            </div>
          </li>
        ))}
      </ul>
      {tmux !== undefined && tmux.status !== 'ok' && <p className="foreign break-words">{tmux.fix || tmux.detail}</p>}
      <p className="text-text-2">To put an agent where it is found:</p>
      <CopyLine text="tmux new -s work claude" />
      <Notice error={error} />
      <Button className="self-start" onPress={reload} isDisabled={isLoading}>
        {isLoading ? 'Looking' : 'Look again'}
      </Button>
    </div>
  )
}

function describe({ sessions, isThere, detail }: TerminalFact): string {
  if (sessions > 0) return count(sessions, 'session')
  return isThere ? 'Connected, no sessions yet' : detail.replace(/^[^:]+: /, 'Nothing found: ')
}

function Mark({ isThere }: { readonly isThere: boolean }) {
  return isThere ? (
    <CircleCheck size={18} aria-label="Found" className="mt-0.5 shrink-0 text-done" />
  ) : (
    <CircleDashed size={18} aria-label="Not found" className="mt-0.5 shrink-0 text-text-3" />
  )
}
