/**
 * A UUID of version 7: 48 bits of time in milliseconds, then random bits, so that ids sort by when they were made.
 * @param random ten random bytes
 */
export function uuidv7(now: number, random: Uint8Array): string {
  const time = now.toString(16).padStart(12, '0')
  const tail = Buffer.from(random)
  tail[0] = ((tail[0] ?? 0) & 0x0f) | 0x70
  tail[2] = ((tail[2] ?? 0) & 0x3f) | 0x80
  const hex = time + tail.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
