/** A moment as the contract writes it. @param ms milliseconds since 1970 */
export function toTimestamp(ms: number): string {
  return new Date(ms).toISOString()
}

/** Milliseconds since 1970. A text that is no moment is a bug of the caller, and must not become `NaN` in a table. */
export function fromTimestamp(timestamp: string): number {
  const ms = Date.parse(timestamp)
  if (Number.isNaN(ms)) throw new TypeError(`not a timestamp: ${timestamp}`)
  return ms
}
