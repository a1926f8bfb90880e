import { useCallback } from 'react'
import type { Script } from '#contract/script.ts'
import { Button } from '../../components/button.tsx'
import { getHub } from '../../lib/hub.ts'
import { useHubData } from '../../lib/use-hub-data.ts'
import { useScriptNews } from '../../stores/script-runs.ts'
import { showRun, useScriptState } from './script-state.ts'
import { RESULT_COLOURS, RESULT_WORDS } from './script-words.ts'

const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })

/** Earlier runs of one script, newest first; each can be opened again. */
export function RunHistory({ script }: { readonly script: Script }) {
  const ask = useCallback(() => getHub().scripts.runs({ script: script.id, limit: 20 }), [script.id])
  const news = useScriptNews(({ byRun }) =>
    Object.values(byRun)
      .filter(run => run.script === script.id)
      .map(({ runId, state }) => `${runId} ${state}`)
      .join(),
  )
  const { data } = useHubData(ask, news)
  const shown = useScriptState(state => state.runs[script.id])
  const runs = data?.runs ?? []
  return (
    <section aria-label="History" className="flex flex-col gap-1">
      <h3 className="font-semibold">History</h3>
      {data !== undefined && runs.length === 0 && <p className="text-text-2">Never run.</p>}
      <ul className="flex flex-col">
        {runs.map(run => (
          <li key={run.id} className="flex items-center gap-3 border-b border-border py-1 last:border-0">
            <span className={`w-20 shrink-0 ${RESULT_COLOURS[run.state]}`}>{RESULT_WORDS[run.state]}</span>
            <span className="foreign min-w-0 flex-1 truncate text-text-2">
              {when.format(Date.parse(run.at))} · {run.results.filter(({ state }) => state === 'done').length} of{' '}
              {run.results.length} done · {run.startedBy}
            </span>
            <Button look="quiet" isDisabled={run.id === shown} onPress={() => showRun(script.id, run.id)}>
              Show
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
