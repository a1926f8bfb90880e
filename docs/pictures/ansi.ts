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

/** Splits a line with colours into runs. Anything but a colour is an error: the picture would not show it. */
export function readCells(line: string): readonly Run[] {
  const runs: Run[] = []
  let style = PLAIN
  let column = 0
  // eslint-disable-next-line no-control-regex
  for (const [, code, text] of line.matchAll(/\u001B\[([\d;]*)m|([^\u001B]+|\u001B)/gu)) {
    if (text === undefined) style = styleOf(code ?? '')
    else if (text === '\u001B') throw new Error(`a line holds an escape that is no colour: ${JSON.stringify(line)}`)
    else {
      runs.push(...splitWords(text, column, style))
      column += text.length
    }
  }
  return runs
}

function styleOf(code: string): Style {
  const style = STYLES[code === '' ? '0' : code]
  if (style === undefined) throw new Error(`no colour for the escape ${JSON.stringify(code)}`)
  return style
}

/** Words one by one keep their column whatever the font does with a blank. */
function splitWords(text: string, column: number, style: Style): readonly Run[] {
  return [...text.matchAll(/\S+(?: \S+)*/gu)].map(match => ({ text: match[0], column: column + match.index, style }))
}
