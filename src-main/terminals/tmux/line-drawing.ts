/** The DEC line-drawing set, as tmux writes it between SO and SI: plain letters that stand for parts of boxes. */
const GLYPHS: Readonly<Record<string, string>> = {
  '`': '◆',
  a: '▒',
  f: '°',
  g: '±',
  j: '┘',
  k: '┐',
  l: '┌',
  m: '└',
  n: '┼',
  o: '⎺',
  p: '⎻',
  q: '─',
  r: '⎼',
  s: '⎽',
  t: '├',
  u: '┤',
  v: '┴',
  w: '┬',
  x: '│',
  y: '≤',
  z: '≥',
  '{': 'π',
  '|': '≠',
  '}': '£',
  '~': '·',
}

export function drawLine(character: string): string {
  return GLYPHS[character] ?? character
}
