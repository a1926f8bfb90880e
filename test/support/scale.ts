/**
 * How often something is tried: `normal` in every test run, `campaign` with `CAMPAIGN=full`, where hours are allowed.
 * `CAMPAIGN_SEED` varies what a campaign draws; the same seed draws the same again.
 */
export function scaled(normal: number, campaign: number): number {
  return process.env['CAMPAIGN'] === 'full' ? campaign : normal
}

/** Time limit of a test that `scaled` makes longer, in milliseconds. */
export function scaledLimit(normal: number): number {
  return scaled(normal, 60 * 60_000)
}

export interface Random {
  /** A whole number from 0 up to, and without, `below`. */
  below(below: number): number
  pick<T>(choices: readonly T[]): T
}

/** Draws that are the same for the same seed, so that a failure can be had again. */
export function createRandom(seed = Number(process.env['CAMPAIGN_SEED'] ?? 1)): Random {
  let state = seed >>> 0
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  return { below, pick: choices => choices[below(choices.length)] as (typeof choices)[number] }
}

/** So many of them, spread evenly over the whole list. */
export function sample<T>(items: readonly T[], count: number): readonly T[] {
  if (count >= items.length) return items
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)] as T)
}
