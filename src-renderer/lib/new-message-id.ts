/**
 * An id for a message, made at the click and kept through every repetition of the same call, so that the hub can tell a
 * repetition from a second message. A UUIDv7 (RFC 9562): 48 bits of time, then randomness.
 *
 * @param now ms since 1970
 */
export function newMessageId(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const time = new DataView(bytes.buffer)
  time.setUint32(0, Math.floor(now / 0x1_0000))
  time.setUint16(4, now % 0x1_0000)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
