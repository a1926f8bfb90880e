/**
 * Whom to show next of those that wait: the one behind the one shown, round again at the end. Backwards with `step` -1.
 *
 * @param waiting addresses in the order of the needs-you list
 */
export function nextWaiting(waiting: readonly string[], shown: string | null, step: 1 | -1): string | undefined {
  const place = shown === null ? -1 : waiting.indexOf(shown)
  if (place === -1) return step === 1 ? waiting[0] : waiting.at(-1)
  return waiting[(place + step + waiting.length) % waiting.length]
}
