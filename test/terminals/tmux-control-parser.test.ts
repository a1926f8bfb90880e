import { describe, expect, it } from 'vitest'
import { type Block, ControlParser } from '#terminals/tmux/control-parser.ts'

/** Feeds text in pieces of `size` bytes and returns what the parser made of it. */
function parse(text: string, options: { size?: number; rows?: number } = {}) {
  const blocks: Block[] = []
  const notices: string[] = []
  const parser = new ControlParser({
    block: block => blocks.push(block),
    notice: line => notices.push(line),
    expectedLines: () => options.rows,
  })
  const bytes = Buffer.from(text)
  const size = options.size ?? bytes.length
  for (let at = 0; at < bytes.length; at += size) parser.push(bytes.subarray(at, at + size))
  return { blocks, notices }
}

describe('the parser of a control connection', () => {
  it('finds answers, failures and notices however the bytes are cut', () => {
    const text =
      '%begin 1 7 1\nzwei größe 👩‍👩‍👧\n\n%end 1 7 1\n%window-add @3\n%begin 1 8 1\nno such pane\n%error 1 8 1\nnoise\n'

    const readings = [1, 2, 3, 5, 1_000].map(size => parse(text, { size }))

    for (const reading of readings) {
      expect(reading).toEqual({
        blocks: [
          { lines: ['zwei größe 👩‍👩‍👧', ''], failed: false },
          { lines: ['no such pane'], failed: true },
        ],
        notices: ['%window-add @3'],
      })
    }
  })

  it('takes only the very end of an answer for its end', () => {
    const lines = ['%end 1 8 1', '%end 2 7 1', '%end 1 7 0', '%end 1 7 1 ', '%error', '%begin 1 9 1', '%exit']

    const { blocks, notices } = parse(`%begin 1 7 1\n${lines.join('\n')}\n%end 1 7 1\n`)

    expect(blocks).toEqual([{ lines, failed: false }])
    expect(notices).toEqual([])
  })

  it('reads a screen by count, even when a row is exactly the end of the answer', () => {
    const rows = ['%end 1 7 1', '%begin 1 8 1', '%error 1 7 1', 'text']

    const { blocks } = parse(`%begin 1 7 1\n${rows.join('\n')}\n%end 1 7 1\n`, { rows: rows.length })

    expect(blocks).toEqual([{ lines: rows, failed: false }])
  })

  it('gives up on a screen that has more rows than announced', () => {
    expect(() => parse('%begin 1 7 1\na\nb\n%end 1 7 1\n', { rows: 1 })).toThrow('more lines')
  })

  it('leaves out what commands of hooks and key bindings print', () => {
    const { blocks } = parse('%begin 1 7 0\nfrom a hook\n%end 1 7 0\n%begin 1 8 1\nours\n%end 1 8 1\n')

    expect(blocks).toEqual([{ lines: ['ours'], failed: false }])
  })

  it('gives up on what is not the protocol', () => {
    expect(() => parse('%begin something else\n')).toThrow('unknown way')
    expect(() => parse('x'.repeat(17 * 1024 * 1024))).toThrow('without an end')
  })
})
