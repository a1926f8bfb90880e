/** Parameters that a colour takes after 38, 48 or 58: `5;n` or `2;r;g;b`. */
const COLOUR_ARGUMENTS: Readonly<Record<string, number>> = { '5': 2, '2': 4 }

/** Whether text is faint after `ESC [ parameters m`. Colours are skipped: the 2 in `38;2;…` is not "faint". */
export function isFaintAfter(parameters: string, faint: boolean): boolean {
  const values = parameters.split(';')
  let now = faint
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? ''
    if (value === '38' || value === '48' || value === '58') index += COLOUR_ARGUMENTS[values[index + 1] ?? ''] ?? 0
    else if (value === '2') now = true
    else if (value === '' || value === '0' || value === '22') now = false
  }
  return now
}
