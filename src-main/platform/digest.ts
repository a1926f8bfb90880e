import { createHash } from 'node:crypto'

/** Sixteen hexadecimal digits that tell whether two texts are the same, without keeping either. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
