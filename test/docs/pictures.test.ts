import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DELIVERY_MARKS, SESSION_MARKS } from '#cli/view/states.ts'
import { readCells } from '../../docs/pictures/ansi.ts'
import { drawTerminal } from '../../docs/pictures/terminal-svg.ts'
import { ROOT } from '../architecture/source-tree.ts'
import { readPage } from './page.ts'

const pictures = [...readPage('README.md').matchAll(/(?:src|srcset)="([^"]+)"/g)].map(([, path = '']) => path)
const lightOnes = pictures.filter(path => path.includes('-light'))

it('shows pictures that exist, each for dark and for light', () => {
  expect(pictures.filter(path => !existsSync(join(ROOT, path)))).toEqual([])
  expect(pictures.toSorted()).toEqual(lightOnes.flatMap(path => [path.replace('-light', '-dark'), path]).toSorted())
  expect(pictures).toHaveLength(12)
})

it('shows the marks and words of states that the program prints today', () => {
  const overview = readFileSync(join(ROOT, 'docs/pictures/overview-light.svg'), 'utf8')

  for (const { glyph, word } of [SESSION_MARKS.blocked, SESSION_MARKS.idle, SESSION_MARKS.working]) {
    expect(overview).toContain(`>${glyph}</text>`)
    expect(overview).toContain(`>${word}`)
  }
  for (const { word } of [DELIVERY_MARKS.confirmed, DELIVERY_MARKS.held]) expect(overview).toContain(`>${word}</text>`)
})

it('holds no path or name of the machine it was made on', () => {
  for (const path of pictures) {
    expect(readFileSync(join(ROOT, path), 'utf8')).not.toMatch(/\/(?:home|root|tmp|work|Users)\b|pics-/)
  }
})

describe('the drawing', () => {
  it('keeps the column of each run, whatever stands between', () => {
    const runs = readCells('\u001B[32m✓\u001B[0m  api   \u001B[2mmain\u001B[0m')

    expect(runs.map(({ text, column, style }) => [text, column, style.colour])).toEqual([
      ['✓', 0, 'green'],
      ['api', 3, 'plain'],
      ['main', 9, 'dim'],
    ])
  })

  it('refuses an escape that it could not show', () => {
    expect(() => readCells('\u001B[48;5;3mx')).toThrow('no colour of ours')
    expect(() => readCells('\u001B]0;title\u0007x')).toThrow('no colour of ours')
  })

  it('shows what was printed and is not markup', () => {
    const svg = drawTerminal({ title: 't', description: 'd', lines: ['a <b> & "c"'], columns: 20 }, 'dark')

    expect(svg).toContain('a &lt;b&gt; &amp; &quot;c&quot;')
  })
})
