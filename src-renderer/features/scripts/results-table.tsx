import { CircleCheck, CircleDashed, CircleHelp, LoaderCircle, OctagonX, Square } from 'lucide-react'
import type { ScriptResult, ScriptRun } from '#contract/script.ts'
import { RESULT_COLOURS, RESULT_WORDS } from './script-words.ts'

const GLYPHS = {
  waiting: CircleDashed,
  running: LoaderCircle,
  done: CircleCheck,
  failed: OctagonX,
  timed_out: OctagonX,
  stopped: Square,
  lost: CircleHelp,
} as const

/** How each start ended: shape, word, exit code, and why. */
export function ResultsTable({ run }: { readonly run: ScriptRun }) {
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label="Results"
      className="max-h-60 overflow-auto rounded-control border border-border"
    >
      <table className="w-full text-left">
        <thead className="text-small text-text-2">
          <tr>
            {['Target', 'State', 'Exit code', 'Detail'].map(head => (
              <th key={head} scope="col" className="px-2 py-1 font-semibold">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {run.results.map(result => (
            <ResultRow key={result.place} result={result} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function ResultRow({ result }: { readonly result: ScriptResult }) {
  const { target, state, exitCode, detail, bytesWritten, bytesKept } = result
  const Glyph = GLYPHS[state]
  const dropped = bytesWritten > bytesKept ? `${bytesWritten - bytesKept} of ${bytesWritten} bytes are not kept` : ''
  return (
    <tr className="border-t border-border">
      <td className="foreign max-w-60 truncate px-2 py-1">{target?.name ?? 'once'}</td>
      <td className={`px-2 py-1 whitespace-nowrap ${RESULT_COLOURS[state]}`}>
        <Glyph size={14} aria-hidden className="mr-1.5 inline align-[-2px]" />
        {RESULT_WORDS[state]}
      </td>
      <td className="px-2 py-1 tabular-nums">{exitCode ?? ''}</td>
      <td className="foreign px-2 py-1 text-text-2">{[detail, dropped].filter(Boolean).join(' · ')}</td>
    </tr>
  )
}
