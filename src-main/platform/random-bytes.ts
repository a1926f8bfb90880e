import { closeSync, openSync, readSync } from 'node:fs'

/** Bytes fetched from the system at once: a call costs as much as several hundred of them. */
const STOCK = 4_096

/** Hands out random bytes, none of them twice, from a stock. */
export function createRandomBytes(): (count: number) => Uint8Array {
  const stock = new Uint8Array(STOCK)
  let taken = STOCK
  return count => {
    if (taken + count > STOCK) {
      fill(stock)
      taken = 0
    }
    taken += count
    return stock.slice(taken - count, taken)
  }
}

/**
 * From the system's own generator. Loading a crypto library for ten bytes costs a short command more time than the whole
 * rest of a send; where the device is missing that library is used.
 */
function fill(bytes: Uint8Array<ArrayBuffer>): void {
  if (!readDevice(bytes)) globalThis.crypto.getRandomValues(bytes)
}

function readDevice(bytes: Uint8Array): boolean {
  try {
    const device = openSync('/dev/urandom', 'r')
    try {
      return readSync(device, bytes) === bytes.length
    } finally {
      closeSync(device)
    }
  } catch {
    return false
  }
}
