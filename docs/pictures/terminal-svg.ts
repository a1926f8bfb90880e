import { readCells, type Style, type Run } from './ansi.ts'

/** What is shown in one window. */
export interface Picture {
  readonly title: string
  /** For people who do not see the picture. */
  readonly description: string
  /** Lines as a terminal got them, colours included. */
  readonly lines: readonly string[]
  readonly columns: number
}

/** Colours of one theme: the tokens of the program's own windows. */
interface Theme {
  readonly window: string
  readonly bar: string
  readonly border: string
  readonly dot: string
  readonly title: string
  readonly text: Readonly<Record<Style['colour'], string>>
}

export const THEMES = {
  dark: {
    window: '#111214',
    bar: '#1E2024',
    border: '#2D3036',
    dot: '#3A3E46',
    title: '#9CA1AA',
    text: {
      plain: '#ECEDEE',
      dim: '#9CA1AA',
      red: '#FF8A80',
      green: '#5FCB8B',
      yellow: '#F5B544',
      blue: '#8AB4FF',
      cyan: '#5CC8E8',
      accent: '#B1B3FF',
    },
  },
  light: {
    window: '#FFFFFF',
    bar: '#F5F5F6',
    border: '#DCDDE1',
    dot: '#D3D5DA',
    title: '#585D65',
    text: {
      plain: '#1A1B1E',
      dim: '#585D65',
      red: '#B3261E',
      green: '#11633C',
      yellow: '#7A4B00',
      blue: '#0B57C2',
      cyan: '#07617A',
      accent: '#4446B8',
    },
  },
} as const satisfies Record<string, Theme>

export type ThemeName = keyof typeof THEMES

const CELL = 8.4
const LINE = 22
const FONT_SIZE = 14
const BAR = 38
const MARGIN = 20
const FONTS = 'ui-monospace, SFMono-Regular, &quot;SF Mono&quot;, Menlo, &quot;DejaVu Sans Mono&quot;, monospace'

/** A terminal window with its text, as one SVG that needs no font of its own: every run is fitted to its cells. */
export function drawTerminal(picture: Picture, name: ThemeName): string {
  const theme: Theme = THEMES[name]
  const width = Math.ceil(picture.columns * CELL + 2 * MARGIN)
  const height = BAR + picture.lines.length * LINE + 2 * MARGIN - 6
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(picture.description)}">`,
    ...drawWindow(picture.title, width, height, theme),
    `<g font-family="${FONTS}" font-size="${FONT_SIZE}" xml:space="preserve">`,
    ...picture.lines.flatMap((line, row) => drawLine(line, row, theme)),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

function drawWindow(title: string, width: number, height: number, theme: Theme): readonly string[] {
  const dots = [22, 42, 62].map(x => `<circle cx="${x}" cy="${BAR / 2}" r="6" fill="${theme.dot}"/>`)
  return [
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10" fill="${theme.window}" stroke="${theme.border}"/>`,
    `<path d="M0.5 ${BAR} V10.5 a10 10 0 0 1 10 -10 H${width - 10.5} a10 10 0 0 1 10 10 V${BAR} Z" fill="${theme.bar}" stroke="${theme.border}"/>`,
    ...dots,
    `<text x="${width / 2}" y="${BAR / 2 + 4.5}" text-anchor="middle" font-family="-apple-system, BlinkMacSystemFont, Inter, sans-serif" font-size="13" fill="${theme.title}">${escape(title)}</text>`,
  ]
}

function drawLine(line: string, row: number, theme: Theme): readonly string[] {
  const y = BAR + MARGIN + row * LINE + FONT_SIZE
  return readCells(line).map(run => drawRun(run, y, theme))
}

function drawRun({ text, column, style }: Run, y: number, theme: Theme): string {
  const weight = style.isBold ? ' font-weight="600"' : ''
  const length = (text.length * CELL).toFixed(1)
  const x = (MARGIN + column * CELL).toFixed(1)
  return `<text x="${x}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs" fill="${theme.text[style.colour]}"${weight}>${escape(text)}</text>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
