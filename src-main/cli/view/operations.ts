import type { Outputs } from '#client/calls.ts'
import { printSafe, printSafeLines } from '../print-safe.ts'
import { plural } from './plural.ts'
import type { StateMark } from './states.ts'
import { markOf } from './states.ts'
import { renderTable, type TableLayout } from './table.ts'

export type Operation = Outputs['operations']['show']
type Part = Operation['parts'][number]

const OPERATION_MARKS: Readonly<Record<Operation['state'], StateMark>> = {
  running: { glyph: '◔', word: 'running', colour: 'cyan' },
  gathered: { glyph: '✓', word: 'gathered', colour: 'green' },
  incomplete: { glyph: '▲', word: 'incomplete', colour: 'yellow' },
  cancelled: { glyph: '–', word: 'called off', colour: 'dim' },
}

const PART_MARKS: Readonly<Record<Part['state'], StateMark>> = {
  waiting: { glyph: '◌', word: 'no answer yet', colour: undefined },
  working: { glyph: '◔', word: 'working', colour: 'cyan' },
  answered: { glyph: '✓', word: 'answered', colour: 'green' },
  late: { glyph: '▲', word: 'late', colour: 'yellow' },
  failed: { glyph: '✕', word: 'did not get it', colour: 'red' },
  cancelled: { glyph: '–', word: 'called off', colour: 'dim' },
}

/** One line for each operation. */
export function operationLines(operations: readonly Operation[], layout: TableLayout): readonly string[] {
  return renderTable(
    operations.map(operation => {
      const { glyph, word, colour } = markOf(OPERATION_MARKS, operation.state)
      return [
        { text: glyph, colour },
        printSafe(operation.name),
        { text: word, colour },
        answersOf(operation),
        operation.id,
      ]
    }),
    layout,
  )
}

/** An operation, and below it what each of its sessions answered. */
export function operationDetail(operation: Operation, layout: TableLayout): readonly string[] {
  return [...operationLines([operation], layout), ...operation.parts.flatMap(part => partLines(part, layout))]
}

function partLines(part: Part, { paint }: TableLayout): readonly string[] {
  const { glyph, word, colour } = markOf(PART_MARKS, part.state)
  const far = part.state === 'working' && part.percent !== null ? ` ${part.percent} %` : ''
  const late = part.isLate ? ', after the end' : ''
  const head = `${paint(glyph, colour)} ${printSafe(part.name)} (${printSafe(part.role)}): ${paint(word, colour)}${far}${late}`
  const words = part.answer ?? part.note
  return [head, ...(words === null ? [] : printSafeLines(words).map(line => `    ${line}`))]
}

function answersOf({ parts, quorum }: Operation): string {
  const workers = parts.filter(part => part.role !== 'coordinator')
  const answered = workers.filter(part => part.state === 'answered').length
  const wanted = quorum === workers.length ? '' : `, ${quorum} wanted`
  return `${answered} of ${plural(workers.length, 'answer')}${wanted}`
}
