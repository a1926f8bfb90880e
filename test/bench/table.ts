import { cpus, totalmem } from 'node:os'
import type { Row } from './row.ts'

/** What the figures were measured on: they mean nothing without it. */
export function describeMachine(): string {
  const gib = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${gib} GiB, ${process.platform}, Node ${process.version}`
}

export function isMet(row: Row): boolean {
  return row.targets.every(target => target.isMet)
}

/** One row as lines of text. */
export function printRow(row: Row): string {
  const { baseline, note } = row
  const targets = row.targets.map(target => `${target.isMet ? 'ok  ' : 'MISS'} ${target.text}`)
  return [
    `${isMet(row) ? 'pass' : 'MISS'}  ${row.what}: ${figure(row.value)} ${row.unit}`,
    `      baseline  ${baseline.what}: ${figure(baseline.value)} ${row.unit}, ratio ${figure(row.ratio)}`,
    ...targets.map(target => `      target    ${target}`),
    ...(note === undefined ? [] : [`      note      ${note}`]),
  ].join('\n')
}

/** Three digits that count, whatever the size. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}
