import { sanitize } from './sanitize-text.ts'

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const encoder = new TextEncoder()

/**
 * The last check before bytes leave for a terminal. It looks at what is really sent: well-formed UTF-8 without control
 * bytes, and nothing the sanitiser would still change. Failing here is a bug of ours, so it throws a plain `Error` that
 * names the byte; the caller writes nothing.
 */
export function assertClean(written: Uint8Array | string): void {
  if (typeof written === 'string' && !written.isWellFormed()) refuse(written, decoderLoss(written))
  const bytes = typeof written === 'string' ? encoder.encode(written) : written
  refuseControlBytes(bytes)
  const text = decoder.decode(bytes)
  const malformed = firstDifference(bytes, encoder.encode(text))
  if (malformed !== undefined) throw new Error(`unclean text at byte ${malformed}: not UTF-8`)
  const clean = sanitize(text, 'body').text
  if (clean !== text) refuse(text, firstDifference(text, clean) ?? 0)
}

/** Works on bytes and shares no code with the sanitiser, so that one mistake cannot pass both. */
function refuseControlBytes(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    const isControl = (byte < 0x20 && byte !== 0x0a) || byte === 0x7f
    const isC1 = byte === 0xc2 && (bytes[at + 1] ?? 0) < 0xa0
    if (isControl || isC1) throw new Error(`unclean text at byte ${at}: control byte 0x${byte.toString(16)}`)
  }
}

/** Index of the first surrogate that stands alone. */
function decoderLoss(text: string): number {
  return firstDifference(text, text.toWellFormed()) ?? 0
}

function firstDifference<T>(left: ArrayLike<T>, right: ArrayLike<T>): number | undefined {
  const length = Math.max(left.length, right.length)
  for (let at = 0; at < length; at++) if (left[at] !== right[at]) return at
  return undefined
}

function refuse(text: string, index: number): never {
  // The index may lie behind the first half of a pair, which is where the character starts.
  const start =
    /[\udc00-\udfff]/.test(text[index] ?? '') && /[\ud800-\udbff]/.test(text[index - 1] ?? '') ? index - 1 : index
  const byte = encoder.encode(text.slice(0, start)).length
  const codePoint = (text.codePointAt(start) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  throw new Error(`unclean text at byte ${byte}: U+${codePoint}`)
}
