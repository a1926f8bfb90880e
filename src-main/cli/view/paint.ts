const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } as const

export type Colour = keyof typeof CODES
/** Colours a text, or leaves it as it is where colour is not wanted. */
export type Paint = (text: string, colour: Colour | undefined) => string

export function createPaint(hasColour: boolean): Paint {
  if (!hasColour) return text => text
  return (text, colour) => (colour === undefined || text === '' ? text : `\u001B[${CODES[colour]}m${text}\u001B[0m`)
}

/** Asked for with a flag, else on a terminal that has not been told otherwise (`NO_COLOR`, `TERM=dumb`). */
export function wantsColour(flag: boolean | undefined, isTerminal: boolean, env: NodeJS.ProcessEnv): boolean {
  if (flag !== undefined) return flag
  return isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
}
