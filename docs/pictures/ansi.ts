export interface Style {
  readonly colour: 'plain' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan' | 'accent'
  readonly isBold: boolean
}

/** Neighbouring cells of one style; blanks between words belong to no run. */
export interface Run {
  readonly text: string
  /** Counted from 0; every character here is one column wide. */
  readonly column: number
  readonly style: Style
}

const PLAIN: Style = { colour: 'plain', isBold: false }

const STYLES: Readonly<Record<string, Style>> = {
  '0': PLAIN,
  '1': { colour: 'plain', isBold: true },
  '2': { colour: 'dim', isBold: false },
  '31': { colour: 'red', isBold: false },
  '32': { colour: 'green', isBold: false },
  '33': { colour: 'yellow', isBold: false },
  '34': { colour: 'blue', isBold: false },
  '35': { colour: 'accent', isBold: false },
  '36': { colour: 'cyan', isBold: false },
}

const ESCAPE = '\u001B'

/** Splits a line with colours into runs. Anything but a colour is an error: the picture would not show it. */
export function readCells(line: string): readonly Run[] {
  const [plain = '', ...coloured] = line.split(ESCAPE)
  const runs: Run[] = [...splitWords(plain, 0, PLAIN)]
  let column = plain.length
  for (const part of coloured) {
    const [escape = '', code] = /^\[([\d;]*)m/.exec(part) ?? []
    const text = part.slice(escape.length)
    runs.push(...splitWords(text, column, styleOf(code)))
    column += text.length
  }
  return runs
}

function styleOf(code: string | undefined): Style {
  const style = code === undefined ? undefined : STYLES[code === '' ? '0' : code]
  if (style === undefined) throw new Error(`an escape that is no colour of ours: ${JSON.stringify(code)}`)
  return style
}

/** Two blanks or more end a run, so that each column of a table stands where it stood. */
function splitWords(text: string, column: number, style: Style): readonly Run[] {
  return [...text.matchAll(/\S+(?: \S+)*/gu)].map(match => ({ text: match[0], column: column + match.index, style }))
}
