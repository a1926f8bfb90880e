import type { Delivery, PlannedDelivery } from '#client/calls.ts'
import { printSafe } from '../print-safe.ts'
import { reasonWords } from '../words.ts'
import type { Paint } from './paint.ts'
import { DELIVERY_MARKS, markOf, OUTCOME_MARKS } from './states.ts'
import { renderTable, type Cell, type TableLayout } from './table.ts'
import { timeOfDay } from './time.ts'

/** One line per delivery: shape, who, how far, which way, and why or by what proof. */
export function receiptLines(deliveries: readonly Delivery[], layout: TableLayout): readonly string[] {
  return renderTable(deliveries.map(receiptRow), layout)
}

function receiptRow(delivery: Delivery): readonly Cell[] {
  const { glyph, word, colour } = markOf(DELIVERY_MARKS, delivery.state)
  const evidence = delivery.steps.at(-1)?.evidence ?? ''
  // Who holds up all of them, and until when, only the evidence says.
  const why = delivery.reason === 'waiting_for_all' ? evidence : reasonWords(delivery.reason) || evidence
  return [
    { text: glyph, colour },
    printSafe(delivery.to.name),
    { text: word, colour },
    { text: delivery.lane, colour: 'dim' },
    printSafe(why),
  ]
}

/** Each delivery with every step it took: when, who says so, and the evidence. The columns run through all of them. */
export function receiptDetail(deliveries: readonly Delivery[], layout: TableLayout): readonly string[] {
  const steps = deliveries.flatMap(delivery => delivery.steps.map(stepRow))
  const lines = renderTable(steps, { ...layout, width: layout.width - 2 }).values()
  return deliveries.flatMap(delivery => [
    receiptHead(delivery, layout),
    ...delivery.steps.map(() => `  ${lines.next().value ?? ''}`),
  ])
}

function receiptHead({ state, to }: Delivery, { paint }: TableLayout): string {
  const { glyph, word, colour } = markOf(DELIVERY_MARKS, state)
  return `${paint(`${glyph} ${word}`, colour)}  ${printSafe(to.name)}  ${paint(printSafe(to.address), 'dim')}`
}

function stepRow(step: Delivery['steps'][number]): readonly Cell[] {
  return [
    { text: timeOfDay(step.at), colour: 'dim' },
    step.state,
    { text: step.source, colour: 'dim' },
    printSafe([reasonWords(step.reason), step.evidence].filter(text => text !== '').join(' · ')),
  ]
}

export function planLines(planned: readonly PlannedDelivery[], layout: TableLayout): readonly string[] {
  const rows = planned.map((each): readonly Cell[] => {
    const { glyph, word, colour } = markOf(OUTCOME_MARKS, each.outcome)
    const why = [reasonWords(each.reason), each.detail].filter(text => text !== '').join(' · ')
    return [
      { text: glyph, colour },
      printSafe(each.to.name),
      { text: word, colour },
      { text: each.lane, colour: 'dim' },
      printSafe(why),
    ]
  })
  return renderTable(rows, layout)
}

/** `9 answered · 1 held · 1 failed`, in the order a delivery goes. */
export function countStates(deliveries: readonly Delivery[], paint: Paint): string {
  return Object.entries(DELIVERY_MARKS)
    .map(([state, { word, colour }]) => ({
      count: deliveries.filter(each => each.state === state).length,
      word,
      colour,
    }))
    .filter(({ count }) => count > 0)
    .map(({ count, word, colour }) => paint(`${count} ${word}`, colour))
    .join(' · ')
}
