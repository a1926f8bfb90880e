import { closeSync, openSync, readSync } from 'node:fs'

/**
 * Bytes from the system's own generator. Loading a crypto library for ten bytes costs more time than the whole rest of
 * a send; where the device is missing that library is used.
 */
export function randomBytes(count: number): Uint8Array {
  const bytes = new Uint8Array(count)
  return readDevice(bytes) ? bytes : globalThis.crypto.getRandomValues(bytes)
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
