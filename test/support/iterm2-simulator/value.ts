/**
 * A value as a script reads it, of what JSON can say; a truth value comes as a number. Null for what is not set, and for
 * what holds others.
 */
export type Value = string | number | readonly unknown[] | Readonly<Record<string, unknown>> | null

/** As it stands in a title; nothing for what is not set. */
export function textOf(value: Value | undefined): string | undefined {
  if (value === undefined || value === null) return undefined
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What JSON says. What is no JSON is as good as not set. */
export function readValue(json: string): Value {
  try {
    const value = JSON.parse(json) as Value | boolean
    return typeof value === 'boolean' ? Number(value) : value
  } catch {
    return null
  }
}
