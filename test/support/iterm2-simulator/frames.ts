/** One websocket frame of a client, unmasked. */
export interface Frame {
  readonly opcode: number
  readonly isFinal: boolean
  readonly payload: Buffer
  /** Bytes of the whole frame. */
  readonly size: number
}

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

/** The first frame of the bytes; undefined while it is not complete. */
export function readFrame(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) return undefined
  const [first = 0, second = 0] = bytes
  const isMasked = (second & 0x80) !== 0
  const short = second & 0x7f
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0
  const maskAt = 2 + lengthBytes
  const payloadAt = maskAt + (isMasked ? 4 : 0)
  if (bytes.length < payloadAt) return undefined
  const length =
    lengthBytes === 2 ? bytes.readUInt16BE(2) : lengthBytes === 8 ? Number(bytes.readBigUInt64BE(2)) : short
  if (bytes.length < payloadAt + length) return undefined
  const payload = Buffer.from(bytes.subarray(payloadAt, payloadAt + length))
  if (isMasked) {
    const mask = bytes.subarray(maskAt, payloadAt)
    for (let at = 0; at < payload.length; at++) payload[at] = (payload[at] ?? 0) ^ (mask[at % 4] ?? 0)
  }
  return { opcode: first & 0x0f, isFinal: (first & 0x80) !== 0, payload, size: payloadAt + length }
}

/** A server's frame: whole, and never masked. */
export function writeFrame(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10)
  head[0] = 0x80 | opcode
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127
  if (head.length === 4) head.writeUInt16BE(length, 2)
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2)
  return Buffer.concat([head, payload])
}
