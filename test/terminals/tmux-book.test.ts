import { describe, expect, it } from 'vitest'
import type { TerminalChange } from '#domain/ports.ts'
import { parsePane, type PaneFacts } from '#terminals/tmux/pane-format.ts'
import { TerminalBook } from '#terminals/tmux/terminal-book.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { startTmuxServer } from '../support/tmux-server.ts'
import { watchServer } from './tmux-backend.ts'

/** A pane as tmux lists it; `cursor` stands for anything that output moves. */
function pane(server: string, options: { id?: number; cursor?: number; title?: string; startedAt?: number } = {}) {
  const { id = 0, cursor = 0, title = 'title', startedAt = 1_700_000_000 } = options
  const plain = `%${id} 4242 99 ${startedAt} /dev/pts/7 100 30 0 0 0 0  12 900 ${cursor} 3 0 1700000009 1 1 0 0`
  const facts = parsePane(`${plain} ${id === 0 ? 'api' : `api${id}`} bash ${title} /home/me`, server)
  if (facts === undefined) throw new Error('the line is not a pane')
  return facts
}

function openBook() {
  const clock = createFakeClock()
  const said: string[] = []
  const book = new TerminalBook(clock, () => undefined)
  book.onChange(change => said.push(describeChange(change)))
  const hear = (...panes: readonly PaneFacts[]) => {
    said.length = 0
    book.listed('default', panes)
    return [...said]
  }
  return { book, clock, said, hear }
}

function describeChange(change: TerminalChange): string {
  if (change.kind === 'offline') return `offline ${change.addresses.join()}`
  return `${change.kind} ${'terminal' in change ? change.terminal.address : change.address}`
}

describe('what is told of panes', () => {
  it('is what became different, and nothing when nothing did', () => {
    const { hear } = openBook()

    expect(hear(pane('default'))).toEqual(['appeared tmux:default/%0'])
    expect(hear(pane('default'))).toEqual([])
    expect(hear(pane('default', { cursor: 1 }))).toEqual(['output tmux:default/%0'])
    expect(hear(pane('default', { cursor: 1, title: 'other' }))).toEqual(['changed tmux:default/%0'])
    expect(hear()).toEqual(['ended tmux:default/%0'])
  })

  it('is an end and a beginning when another server has a pane of that number', () => {
    const { hear } = openBook()
    hear(pane('default'))

    expect(hear(pane('default', { startedAt: 1_700_000_500 }))).toEqual([
      'ended tmux:default/%0',
      'appeared tmux:default/%0',
    ])
  })

  it('comes once more when output has come to rest, because the last of it may have been too quick to see', async () => {
    const { clock, said, hear } = openBook()
    hear(pane('default'))
    await clock.advance(5_000)

    hear(pane('default', { cursor: 1 }))
    await clock.advance(1_000)
    hear(pane('default', { cursor: 2 }))
    said.length = 0
    await clock.advance(1_199)
    expect(said).toEqual([])
    await clock.advance(1)
    expect(said).toEqual(['output tmux:default/%0'])
    await clock.advance(10_000)
    expect(said).toHaveLength(1)
    expect(clock.waiting).toBe(0)
  })

  it('hides panes of a server that is out of reach until it is back', () => {
    const { book, said, hear } = openBook()
    hear(pane('default'), pane('default', { id: 1 }))
    said.length = 0

    book.offline('default')
    book.offline('default')
    expect(said).toEqual(['offline tmux:default/%0,tmux:default/%1'])
    expect(book.list()).toEqual([])

    expect(hear(pane('default', { id: 1 }))).toEqual(['ended tmux:default/%0', 'appeared tmux:default/%1'])
    expect(book.list()).toHaveLength(1)
  })

  it('is not confused by a listing of another server that comes after a fresher look', () => {
    const { book, said, hear } = openBook()
    hear(pane('default'))
    book.looked(pane('default', { cursor: 8 }))
    said.length = 0

    book.listed('other', [pane('other')])

    expect(said).toEqual(['appeared tmux:other/%0'])
    expect(book.list().map(info => info.suggestedName)).toEqual(['api', 'other/api'])
  })

  it('never rests on a line that does not have the shape of a pane', () => {
    const { info } = pane('default')

    expect(info).toMatchObject({ title: 'title', cwd: '/home/me', tty: '/dev/pts/7', bracketedPaste: null })
    expect(parsePane('', 'default')).toBeUndefined()
    expect(parsePane('%0 1 2 3', 'default')).toBeUndefined()
    expect(parsePane(`x${'1 '.repeat(40)}`, 'default')).toBeUndefined()
  })

  it('mentions a pane once, even when its window is linked into several sessions', async () => {
    await using server = await startTmuxServer()
    await server.newSession(['sleep', '600'], { name: 'one' })
    await server.newSession(['sleep', '600'], { name: 'two' })
    await server.run('link-window', '-s', '=one:0', '-t', '=two:5')

    await using watched = await watchServer(server)

    const addresses = watched.backend.list().map(info => info.address)
    expect(addresses.toSorted()).toEqual(['tmux:default/%0', 'tmux:default/%1'])
  })
})
