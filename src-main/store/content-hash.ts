import { hash } from 'node:crypto'

/** SHA-256, in hexadecimal, of plain data; the order of its keys makes no difference, that of its lists does. */
export function hashContent(content: unknown): string {
  return hash('sha256', canonical(content), 'hex')
}

/** JSON with sorted keys; a key whose value is undefined counts as missing. */
function canonical(content: unknown): string {
  if (typeof content !== 'object' || content === null) return JSON.stringify(content) ?? 'null'
  if (Array.isArray(content)) return `[${content.map(canonical).join(',')}]`
  const members: string[] = []
  for (const key of Object.keys(content).sort()) {
    const value = (content as Readonly<Record<string, unknown>>)[key]
    if (value !== undefined) members.push(`${JSON.stringify(key)}:${canonical(value)}`)
  }
  return `{${members.join(',')}}`
}
