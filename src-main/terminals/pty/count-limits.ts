import type { Terminal } from '@xterm/headless'

/**
 * Sequences that xterm repeats as often as they say: insert lines, delete lines, scroll up and down (more than the
 * rows there are changes nothing further), back tab and repeat (the same for columns).
 */
const REPEATED_BY_ROWS = ['L', 'M', 'S', 'T']
const REPEATED_BY_COLUMNS = ['Z', 'b']

/** Drops a sequence with a senseless count: one of them, a dozen characters long, would draw for hours. */
export function limitCounts(terminal: Terminal): void {
  for (const final of REPEATED_BY_ROWS) dropAbove(terminal, final, () => terminal.rows)
  for (const final of REPEATED_BY_COLUMNS) dropAbove(terminal, final, () => terminal.cols)
}

/** A handler that answers true keeps the sequence from the terminal's own. */
function dropAbove(terminal: Terminal, final: string, limit: () => number): void {
  terminal.parser.registerCsiHandler({ final }, ([count]) => typeof count === 'number' && count > limit())
}
