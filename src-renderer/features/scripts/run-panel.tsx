import { Square } from 'lucide-react'
import { lazy, Suspense, useRef } from 'react'
import { toast } from 'sonner'
import type { ScriptOutput, ScriptRun } from '#contract/script.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { getHub } from '../../lib/hub.ts'
import { errorWords } from '../../lib/words.ts'
import { consoleLines } from './console-text.ts'
import type { ConsoleHandle } from './console.tsx'
import { ResultsTable } from './results-table.tsx'
import { useRun } from './use-run.ts'

/** The terminal of the console is large: it comes when the first run is shown. */
const Console = lazy(async () => ({ default: (await import('./console.tsx')).Console }))

/** One run: how each start went, and what they wrote. */
export function RunPanel({ runId }: { readonly runId: string }) {
  const shown = useRef<ConsoleHandle>(null)
  const waiting = useRef('')
  const last = useRef<number | null>(null)

  function write(pieces: readonly ScriptOutput[], run: ScriptRun): void {
    waiting.current += consoleLines(pieces, run, last.current)
    last.current = pieces.at(-1)?.place ?? null
    flush()
  }

  function flush(): void {
    if (shown.current === null) return
    shown.current.write(waiting.current)
    waiting.current = ''
  }

  const { run, error } = useRun(runId, write)
  return (
    <section aria-label="Run" className="flex flex-col gap-2">
      <header className="flex items-center gap-2">
        <h3 className="flex-1 font-semibold">{run === undefined ? 'Run' : headOf(run)}</h3>
        {run?.state === 'running' && (
          <Button onPress={() => void stop(runId)}>
            <Square size={12} aria-hidden />
            Stop
          </Button>
        )}
      </header>
      {error !== undefined && <Notice error={error} />}
      {run !== undefined && <ResultsTable run={run} />}
      <Suspense fallback={<p role="status">Opening the console</p>}>
        <Console
          ref={handle => {
            shown.current = handle
            flush()
          }}
        />
      </Suspense>
    </section>
  )
}

function headOf({ state, results }: ScriptRun): string {
  const done = results.filter(result => result.state === 'done').length
  const words = { running: 'Running', done: 'Done', failed: 'Failed', stopped: 'Stopped', lost: 'Lost' }[state]
  return `${words}: ${done} of ${results.length} ended well`
}

async function stop(runId: string): Promise<void> {
  await getHub()
    .scripts.stop({ runId })
    .catch((error: unknown) => toast.error(errorWords(error).what))
}
