import type { Outputs } from '#client/calls.ts'
import { printSafe } from '../print-safe.ts'
import { renderTable, type Cell, type TableLayout } from './table.ts'

type Script = Outputs['scripts']['list']['scripts'][number]

const SCOPES: Readonly<Record<Script['targets'], string>> = {
  none: 'no target',
  one: 'one target',
  many: 'each target',
  together: 'targets together',
}

/** One line per script: what it is called, how it is named on the command line, what it works on, and what is wrong. */
export function scriptLines(scripts: readonly Script[], layout: TableLayout): readonly string[] {
  return renderTable(scripts.map(scriptRow), layout)
}

function scriptRow({ id, name, description, targets, problems }: Script): readonly Cell[] {
  const [problem] = problems
  return [
    problem === undefined ? ' ' : { text: '!', colour: 'yellow' },
    printSafe(id),
    printSafe(name),
    { text: SCOPES[targets], colour: 'dim' },
    problem === undefined ? printSafe(description) : { text: printSafe(problem.message), colour: 'yellow' },
  ]
}

export function scriptFacts(script: Script, { paint }: TableLayout): readonly string[] {
  const fact = (label: string, text: string) =>
    text === '' ? [] : [`${paint(label.padEnd(10), 'dim')}${printSafe(text)}`]
  return [
    paint(printSafe(script.name), 'bold'),
    ...(script.description === '' ? [] : [printSafe(script.description)]),
    '',
    ...fact('id', script.id),
    ...fact('file', script.file),
    ...fact('works on', SCOPES[script.targets]),
    ...fact('needs', script.needs.join(', ')),
    ...fact('at most', `${script.timeoutSeconds} s`),
    ...fact('last run', script.lastRun === null ? '' : `${script.lastRun.state} ${script.lastRun.at}`),
    ...script.parameters.flatMap(parameter => fact('parameter', parameterWords(parameter))),
    ...script.problems.map(({ message }) => `${paint('problem   ', 'yellow')}${printSafe(message)}`),
  ]
}

function parameterWords({ name, type, choices, default: usual, description }: Script['parameters'][number]): string {
  const kind = type === 'choice' ? choices.join('|') : type
  const must = usual === null ? 'needed' : `default ${JSON.stringify(usual)}`
  return [`${name}=<${kind}>`, `(${must})`, description].filter(Boolean).join(' ')
}
