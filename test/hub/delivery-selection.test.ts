import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from '../platform/eventually.ts'
import { deliver, isEnded, openRecorder, receiptsOnce, send, type RecorderPane } from '../support/panes.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

const STEPS = ['accepted', 'queued', 'sending', 'typed', 'submitted', 'confirmed']

let hub: TempHub
let recorders: RecorderPane[]
beforeAll(async () => {
  hub = await startTempHub()
  recorders = await Promise.all(
    ['ada', 'bea', 'cy', 'dot'].map(name => openRecorder(hub, { name, collapse: 1_000 }, { name })),
  )
})
afterAll(() => hub[Symbol.asyncDispose]())

it('lists sessions of programs that know nothing of us, with every fact', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'comms-list-'))
  await writeFile(join(folder, 'note.txt'), 'a line\n'.repeat(200))
  const programs: readonly (readonly [name: string, kind: string, command: readonly string[]])[] = [
    ['py', 'interpreter', ['python3', '-q']],
    ['sh', 'shell', ['bash', '--norc', '-i']],
    ['ed', 'editor', ['vim', '-u', 'NONE', 'note.txt']],
    ['pg', 'pager', ['less', 'note.txt']],
    ['cat', 'unknown', ['cat']],
  ]

  const panes = await Promise.all(
    programs.map(([name, , command]) => hub.tmux.newSession(command, { name, cwd: folder })),
  )
  const listed = await eventually(
    async () => (await hub.client.sessions.list({})).sessions,
    sessions => programs.every(([name, kind]) => sessions.some(one => one.name === name && one.kind === kind)),
  )
  await rm(folder, { recursive: true, force: true })

  for (const [index, [name, kind]] of programs.entries()) {
    const session = listed.find(one => one.address === `tmux:default/${panes[index]}`)
    const facts = await hub.tmux.run('display-message', '-p', '-t', panes[index] ?? '', '#{pane_tty} #{pane_pid}')
    expect(session, name).toMatchObject({ name, kind, backend: 'tmux', location: { window: name, pane: '0' } })
    expect(session?.tty, name).toBe(facts.split(' ')[0])
    expect(() => process.kill(session?.pid ?? 0, 0), name).not.toThrow()
    expect(session?.evidence.text, name).not.toBe('')
    expect(typeof session?.title, name).toBe('string')
  }
  expect(listed.find(({ name }) => name === 'sh')).toMatchObject({ state: 'idle', detail: 'shell' })
  expect(listed.find(({ name }) => name === 'ed')).toMatchObject({ state: 'unknown', detail: 'editor' })
  expect(listed.find(({ name }) => name === 'pg')).toMatchObject({ state: 'unknown', detail: 'pager' })
  expect(listed.find(({ name }) => name === 'cat')).toMatchObject({ state: 'unknown' })
})

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index} of many`).join('\n')
const ONE_LINE = 'word '.repeat(13_107).trimEnd()

it.each([
  ['a short line', 'say hello to the build'],
  ['a line longer than is typed', `${'abcdefghi '.repeat(60)}end`],
  ['several lines', 'first\n\n  indented second\nthird'],
  ['emoji and wide characters', '日本語のテキスト 👩‍👩‍👧 🏳️‍🌈 é ñ 한국어 done'],
  ['a command of the program', '/status please'],
  ['64 KiB in two thousand lines', lines(2_900)],
  ['64 KiB on one line', ONE_LINE],
])(
  'reaches exactly the chosen ones, once, exactly as written, with every step on the receipt: %s',
  async (_what, body) => {
    const before = recorders.map(({ log }) => log().submits.length)
    const chosen = [recorders[0], recorders[2], recorders[3]].map(one => one?.address ?? '')

    const { messageId, deliveries } = await send(hub.client, { to: chosen, body })
    const ended = await receiptsOnce(hub, messageId, isEnded)

    expect(deliveries.map(({ state, to }) => [state, to.name])).toEqual(
      ['ada', 'cy', 'dot'].map(name => ['queued', name]),
    )
    const said = recorders.map(({ log }, index) => log().submits.slice(before[index]))
    expect(said.map(texts => texts.length)).toEqual([1, 0, 1, 1])
    expect(said.flat().every(text => text === body)).toBe(true)
    for (const { steps, attempts, presses, lane } of ended) {
      expect({ attempts, presses, lane }).toEqual({ attempts: 1, presses: 1, lane: 'terminal' })
      // It may have had to wait for the end of the work before: that is not what is asked here.
      const states = steps.map(({ state }) => state).filter(state => state !== 'held')
      expect([...new Set(states)]).toEqual(STEPS)
      expect(steps.slice(-4).map(({ source }) => source)).toEqual(['gate', 'screen', 'terminal', 'screen'])
      expect(steps.filter(({ evidence, at }) => evidence === '' || Number.isNaN(Date.parse(at)))).toEqual([])
    }
  },
)

it('leaves unsent what its program shows only a part of, and says that it cannot tell', async () => {
  const small = await openRecorder(hub, { name: 'small' }, { columns: 60, rows: 12 })

  const delivery = await deliver(hub, { to: small.address, body: lines(40) })

  expect(delivery).toMatchObject({ state: 'uncertain', reason: 'echo_not_seen', attempts: 1, presses: 0 })
  expect(small.log().submits).toEqual([])
})
