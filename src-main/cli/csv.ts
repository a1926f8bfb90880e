/** Beginnings a spreadsheet takes for a formula. */
const FORMULA = /^[=+\-@\t\r]/

/** One CSV record (RFC 4180) without its line end; a cell that looks like a formula gets an apostrophe and stays text. */
export function csvRecord(cells: readonly (string | number)[]): string {
  return cells.map(cell => (typeof cell === 'number' ? String(cell) : quote(disarm(cell)))).join(',')
}

function disarm(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
