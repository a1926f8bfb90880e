import { createHash } from 'node:crypto'

/** SHA-256, in hexadecimal, of plain data; the order of its keys makes no difference, that of its lists does. */
export function hashContent(content: unknown): string {
  return createHash('sha256').update(canonical(content)).digest('hex')
}

/** JSON with sorted keys; a key whose value is undefined counts as missing. */
function canonical(content: unknown): string {
  return JSON.stringify(content, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
