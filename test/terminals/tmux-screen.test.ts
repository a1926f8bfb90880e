import { describe, expect, it } from 'vitest'
import { readRows } from '#terminals/tmux/screen.ts'
import { isFaintAfter } from '#terminals/tmux/sgr.ts'

const ESC = '\u001b'

describe('a captured screen', () => {
  it('keeps the text and drops colours, links and stray control characters', () => {
    const rows = [
      `${ESC}[1;38;2;2;2;2mbold${ESC}[0m plain   `,
      `${ESC}]8;id=1;https://example.org/${ESC}\\link${ESC}]8;;${ESC}\\ end`,
      `a\u0007b\u009bc\u007fd`,
      `${ESC}(Bcharset ${ESC}[?25lcursor`,
      `cut off ${ESC}`,
      `\u00a0❯\u00a0`,
    ]

    expect(readRows(rows).lines).toEqual([
      'bold plain',
      'link end',
      'abcd',
      'charset cursor',
      'cut off',
      '\u00a0❯\u00a0',
    ])
  })

  it('blanks faint text at the same index, also where it runs over several rows', () => {
    const { lines, bright } = readRows([`> ${ESC}[2mTry "fix"`, `  日本 ${ESC}[22mdone`, `${ESC}[2;31m𝒳${ESC}[mz`])

    expect(lines).toEqual(['> Try "fix"', '  日本 done', '𝒳z'])
    expect(bright).toEqual(['>', '     done', '  z'])
  })

  it('draws the lines that a program drew with line-drawing letters', () => {
    expect(readRows(['\u000elqqk\u000f lqk', '\u000ex', 'x\u000fx']).lines).toEqual(['┌──┐ lqk', '│', '│x'])
  })

  it('knows faint from a colour that has a 2 in it', () => {
    expect(isFaintAfter('38;5;2', false)).toBe(false)
    expect(isFaintAfter('48;2;2;2;2', false)).toBe(false)
    expect(isFaintAfter('38;5;2;2', false)).toBe(true)
    expect(isFaintAfter('1;22', true)).toBe(false)
    expect(isFaintAfter('', true)).toBe(false)
    expect(isFaintAfter('4:2', false)).toBe(false)
    expect(isFaintAfter('31', true)).toBe(true)
  })
})
