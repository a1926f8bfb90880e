/**
 * Whom to show next: the one behind the one shown, round again at the end. Backwards with `step` -1.
 *
 * @param round in the order of the list on the page
 */
export function nextInRound(round: readonly string[], shown: string | null, step: 1 | -1): string | undefined {
  const place = shown === null ? -1 : round.indexOf(shown)
  if (place === -1) return step === 1 ? round[0] : round.at(-1)
  return round[(place + step + round.length) % round.length]
}
