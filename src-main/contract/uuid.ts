const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * A UUID of version 7 (RFC 9562): 48 bits of time, then randomness, so that ids sort by when they were made. Whoever
 * makes one brings the random bytes that are at hand there.
 *
 * @param now ms since 1970
 * @param random ten bytes nobody can guess
 */
export function uuidv7(now: number, random: Uint8Array): string {
  const time = now.toString(16).padStart(12, '0')
  const version = HEX[0x70 | (byteAt(random, 0) & 0x0f)]
  const variant = HEX[0x80 | (byteAt(random, 2) & 0x3f)]
  const rest = (place: number) => HEX[byteAt(random, place)]
  const node = `${rest(4)}${rest(5)}${rest(6)}${rest(7)}${rest(8)}${rest(9)}`
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}${rest(1)}-${variant}${rest(3)}-${node}`
}

function byteAt(bytes: Uint8Array, place: number): number {
  const byte = bytes[place]
  if (byte === undefined) throw new TypeError('a UUID takes ten random bytes')
  return byte
}
