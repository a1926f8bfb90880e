/** What one part of the campaign came to. */
export interface Figure {
  readonly name: string
  readonly what: string
  readonly figures: readonly string[]
  readonly isMet: boolean
  readonly seconds: number
}

export function printFigure({ name, what, figures, isMet, seconds }: Figure): string {
  const head = `${isMet ? 'pass' : 'MISS'}  ${name.padEnd(4)} ${what} (${Math.round(seconds)} s)`
  return [head, ...figures.map(figure => `           ${figure}`)].join('\n')
}
