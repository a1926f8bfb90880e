import { randomFillSync } from 'node:crypto'

/** Bytes fetched from the system at once: a call costs as much as several hundred of them. */
const STOCK = 4_096

/** Hands out random bytes, none of them twice, from a stock. */
export function createRandomBytes(): (count: number) => Uint8Array {
  const stock = new Uint8Array(STOCK)
  let taken = STOCK
  return count => {
    if (taken + count > STOCK) {
      randomFillSync(stock)
      taken = 0
    }
    taken += count
    return stock.slice(taken - count, taken)
  }
}
