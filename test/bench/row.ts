/** One line of the table: what was measured, against what, and what it should come to. */
export interface Row {
  readonly what: string
  readonly value: number
  readonly unit: 'ms' | 's' | '/s' | '%' | 'MB' | 'x'
  /** The same job done the plain way, measured in the same run. */
  readonly baseline: { readonly what: string; readonly value: number }
  /** How many times better than the baseline, or how many times its cost; the row's `what` says which. */
  readonly ratio: number
  readonly targets: readonly Target[]
  /** Facts without which the figure means nothing: receipts, exact texts, spread. */
  readonly note?: string
}

export interface Target {
  readonly text: string
  readonly isMet: boolean
}

/** A group of rows that share a set-up; chosen on the command line by its name. */
export interface Bench {
  readonly name: string
  run(): Promise<readonly Row[]>
}

export function atMost(value: number, limit: number, unit: string): Target {
  return { text: `at most ${limit} ${unit}`, isMet: value <= limit }
}

export function atLeast(value: number, limit: number, unit: string): Target {
  return { text: `at least ${limit} ${unit}`, isMet: value >= limit }
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

/** Runs something and tells how long it took, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
