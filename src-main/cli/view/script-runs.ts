import type { Outputs } from '#client/calls.ts'
import { LineJoiner } from '../script/line-joiner.ts'
import type { ScriptOutput } from '../script/output-pages.ts'
import { printSafe } from '../print-safe.ts'
import type { Colour } from './paint.ts'
import { renderTable, type Cell, type TableLayout } from './table.ts'

type ScriptRun = Outputs['scripts']['results']
type ScriptPlan = Outputs['scripts']['plan']
type Result = ScriptRun['results'][number]

const MARKS: Readonly<Record<Result['state'], { glyph: string; word: string; colour: Colour | undefined }>> = {
  waiting: { glyph: '◌', word: 'waiting', colour: 'dim' },
  running: { glyph: '▸', word: 'running', colour: 'blue' },
  done: { glyph: '✓', word: 'done', colour: 'green' },
  failed: { glyph: '✗', word: 'failed', colour: 'red' },
  timed_out: { glyph: '✗', word: 'timed out', colour: 'red' },
  stopped: { glyph: '■', word: 'stopped', colour: 'yellow' },
  lost: { glyph: '?', word: 'lost', colour: 'yellow' },
}

/** The run and one line for each start: who, how it ended, and why. */
export function runLines(run: ScriptRun, layout: TableLayout): readonly string[] {
  const head = layout.paint(`run ${run.id}  ${printSafe(run.name)}`, 'dim')
  return [head, ...renderTable(run.results.map(resultRow), layout)]
}

function resultRow(result: Result): readonly Cell[] {
  const { glyph, word, colour } = MARKS[result.state]
  const dropped = result.bytesWritten - result.bytesKept
  const notes = [result.detail, dropped > 0 ? `${dropped} of ${result.bytesWritten} bytes written are not kept` : '']
  return [
    { text: glyph, colour },
    printSafe(result.target?.name ?? 'once'),
    { text: word, colour },
    { text: result.exitCode === null ? '' : `exit ${result.exitCode}`, colour: 'dim' },
    printSafe(notes.filter(note => note !== '').join(' · ')),
  ]
}

/** One line per run, newest first. */
export function historyLines(runs: readonly ScriptRun[], layout: TableLayout): readonly string[] {
  const rows = runs.map((run): readonly Cell[] => {
    const { glyph, word, colour } = MARKS[run.state]
    const done = run.results.filter(({ state }) => state === 'done').length
    return [
      { text: glyph, colour },
      run.id,
      printSafe(run.name),
      { text: word, colour },
      `${done} of ${run.results.length}`,
      { text: run.at, colour: 'dim' },
      { text: printSafe(run.startedBy), colour: 'dim' },
    ]
  })
  return renderTable(rows, layout)
}

export function outputLines(run: ScriptRun, output: readonly ScriptOutput[]): readonly string[] {
  const joiner = new LineJoiner(run.results)
  const lines = output.flatMap(piece => joiner.take(piece))
  return output.length === 0 ? [] : ['', ...lines, ...joiner.rest()]
}

const APPROVAL_WORDS: Readonly<Record<ScriptPlan['approval']['state'], string>> = {
  approved: 'approved as it is',
  new: 'never approved: --yes approves and runs it',
  changed: 'changed since it was approved: --yes approves and runs it',
}

/** Exactly what would be started: program and arguments, folder, and the environment each target gets. */
export function planLines(plan: ScriptPlan, { paint }: TableLayout): readonly string[] {
  const { approval, starts } = plan
  const changed = approval.changed.length === 0 ? '' : ` (${approval.changed.join(', ')})`
  const fact = (label: string, text: string) => `${paint(label.padEnd(10), 'dim')}${printSafe(text)}`
  return [
    `Would start ${plan.script.name} ${starts.length === 1 ? 'once' : `${starts.length} times`}. Nothing was started.`,
    fact('approval', APPROVAL_WORDS[approval.state] + changed),
    fact('content', `sha256 ${plan.hash}`),
    ...plan.argv.map((word, index) => fact(index === 0 ? 'program' : `  ${index}`, JSON.stringify(word))),
    fact('folder', plan.cwd),
    fact('at most', `${plan.timeoutSeconds} s`),
    ...starts.flatMap(({ target, environment }) => [
      '',
      paint(target === null ? 'environment' : printSafe(`environment for ${target.name}  ${target.address}`), 'dim'),
      ...Object.entries(environment).map(([name, value]) => `  ${name}=${printSafe(value)}`),
    ]),
  ]
}
