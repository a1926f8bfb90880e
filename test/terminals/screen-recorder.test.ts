import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Profile } from '#contract/profile.ts'
import type { ScreenReading } from '#domain/ports.ts'
import { composerHolds, countAbove } from '#terminals/screen/compare.ts'
import { readScreen } from '#terminals/screen/read-screen.ts'
import { readRows } from '#terminals/tmux/screen.ts'
import { readRecorderLog, recorderCommand, type RecorderOptions } from '../support/recorder.ts'
import { startTmuxServer, type TmuxServer } from '../support/tmux-server.ts'

const profile = Profile.parse(
  JSON.parse(readFileSync(new URL('../support/recorder.profile.json', import.meta.url), 'utf8')),
)
const demo = Profile.parse(
  JSON.parse(readFileSync(new URL('../../resources/agents/demo.json', import.meta.url), 'utf8')),
)
const agent = fileURLToPath(new URL('../../resources/demo/agent.mjs', import.meta.url))

let server: TmuxServer
let count = 0
beforeAll(async () => {
  server = await startTmuxServer()
})
afterAll(() => server[Symbol.asyncDispose]())

it('shows, takes and logs a message of several lines as one', async () => {
  const { pane, log } = await startRecorder()
  const text =
    'first line, with 世界 in it\n  second   line\n\nand a last line that is wider than the pane is, so that it wraps'

  await paste(pane, text)
  const typed = await until(pane, reading => composerHolds(reading.composer, text))
  await press(pane, 'Enter')
  const done = await until(pane, ({ state, composer }) => state === 'idle' && composer.kind === 'empty')

  expect(typed).toMatchObject({ state: 'idle', detail: 'draft' })
  expect(countAbove(typed.above, text)).toBe(0)
  expect(countAbove(done.above, text)).toBe(1)
  expect(readRecorderLog(log)).toMatchObject({ submits: [text], approvals: 0, dialogs: 0 })
  expect(readRecorderLog(log).bytes.toString()).toBe(`\u001b[200~${text}\u001b[201~\r`)
})

it('is busy for as long as it is told', async () => {
  const { pane } = await startRecorder({ busy: 300 })

  await write(pane, 'go')
  await press(pane, 'Enter')

  expect(await until(pane, reading => reading.state === 'working')).toMatchObject({ composer: { kind: 'empty' } })
  await until(pane, reading => reading.state === 'idle')
})

it('approves its dialog when Enter comes, and says so in the log', async () => {
  const { pane, log } = await startRecorder({ dialog: true })

  const asking = await until(pane, reading => reading.state === 'blocked')
  await write(pane, 'not an answer')
  await press(pane, 'Enter')
  await until(pane, reading => reading.state === 'idle')

  expect(asking).toMatchObject({ detail: 'permission', composer: { kind: 'absent' } })
  expect(readRecorderLog(log)).toMatchObject({ submits: [], approvals: 1, dialogs: 1 })
})

it('clears its dialog by itself without an approval', async () => {
  const { pane, log } = await startRecorder({ dialogAfter: 50, dialogClear: 1_500 })

  await until(pane, reading => reading.state === 'blocked')
  await until(pane, reading => reading.state === 'idle')

  expect(readRecorderLog(log)).toMatchObject({ approvals: 0, dialogs: 1 })
})

it('ignores as many Enters of each message as it is told', async () => {
  const { pane, log } = await startRecorder({ ignoreEnter: 2 })

  await write(pane, 'stubborn')
  for (let presses = 1; presses <= 3; presses++) {
    await press(pane, 'Enter')
    await eventually(() => readRecorderLog(log).rows.filter(row => row.kind === 'enter').length === presses)
    expect(readRecorderLog(log).submits).toEqual(presses === 3 ? ['stubborn'] : [])
  }
})

it('takes an Enter that comes too soon for a newline', async () => {
  const { pane, log } = await startRecorder({ burst: 60_000 })

  await write(pane, 'hasty')
  await press(pane, 'Enter')
  await eventually(() => readRecorderLog(log).rows.some(row => row.kind === 'enter' && row.taken === 'newline'))

  expect(readRecorderLog(log).submits).toEqual([])
})

it('shows a long paste as a label, and submits all of it', async () => {
  const { pane, log } = await startRecorder({ collapse: 40 })
  const text = Array.from({ length: 200 }, (_, line) => `line ${line} of a paste`).join('\n')

  await paste(pane, text)
  const typed = await until(pane, reading => reading.composer.kind === 'collapsed')
  await press(pane, 'Enter')
  await eventually(() => readRecorderLog(log).submits.length === 1)

  expect(typed.composer).toEqual({ kind: 'collapsed', text: '[Pasted text #1 +199 lines]' })
  expect(readRecorderLog(log).submits).toEqual([text])
})

it('holds its echo back, but not its memory', async () => {
  const { pane, log } = await startRecorder({ slowEcho: 400 })

  await write(pane, 'late')
  await eventually(() => readRecorderLog(log).bytes.toString() === 'late')

  expect((await look(pane)).composer).toEqual({ kind: 'empty' })
  await until(pane, reading => composerHolds(reading.composer, 'late'))
})

it('shows a draft, can be deaf, and can live without bracketed paste or on the alternate screen', async () => {
  const draft = await startRecorder({ draft: 'half a thought', alternate: true })
  const deaf = await startRecorder({ deaf: true, bracketed: 'off' })

  await until(draft.pane, reading => composerHolds(reading.composer, 'half a thought'))
  await until(deaf.pane, reading => reading.state === 'idle')
  await write(deaf.pane, 'anybody there?')

  expect(await server.run('display-message', '-p', '-t', draft.pane, '#{alternate_on}')).toBe('1')
  expect(readRecorderLog(deaf.log).bytes.length).toBe(0)
})

it('leaves on Ctrl-D and when its terminal goes', async () => {
  const leaving = await startRecorder()
  const hungUp = await startRecorder()

  await press(leaving.pane, 'C-d')
  await server.run('kill-pane', '-t', hungUp.pane)

  await eventually(() => lastRow(leaving.log)?.kind === 'exit')
  await eventually(() => lastRow(hungUp.log)?.kind === 'exit')
})

it('reads the sample agent by its own profile in every state', async () => {
  const asking = await server.newSession([process.execPath, agent, '--name', 'Ada', '--dialog'])
  const working = await server.newSession([process.execPath, agent, '--start-busy', '60000'])
  const drafting = await server.newSession([process.execPath, agent, '--draft', 'hm'], { columns: 20, rows: 8 })

  await until(asking, reading => reading.state === 'blocked', demo)
  await until(working, reading => reading.state === 'working', demo)
  await until(drafting, reading => composerHolds(reading.composer, 'hm'), demo)
  await press(asking, 'Escape')
  expect(await until(asking, reading => reading.state === 'idle', demo)).toMatchObject({ composer: { kind: 'empty' } })
})

async function startRecorder(options: RecorderOptions = {}) {
  const log = join(server.folder, `recorder-${count++}.jsonl`)
  const pane = await server.newSession(recorderCommand({ log, ...options }), { columns: 60, rows: 20 })
  await until(pane, reading => reading.state !== 'unknown')
  return { pane, log }
}

async function capture(pane: string) {
  const rows = (await server.run('capture-pane', '-p', '-e', '-t', pane)).split('\n')
  const cursor = await server.run('display-message', '-p', '-t', pane, '#{cursor_x} #{cursor_y}')
  const [column = 0, row = 0] = cursor.split(' ').map(Number)
  return { ...readRows(rows), cursor: { column, row }, alternate: false }
}

async function look(pane: string, as = profile): Promise<ScreenReading> {
  return readScreen(as, await capture(pane), '')
}

async function until(pane: string, holds: (reading: ScreenReading) => boolean, as = profile): Promise<ScreenReading> {
  let reading = await look(pane, as)
  await eventually(async () => holds((reading = await look(pane, as))))
  return reading
}

async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 8_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`still not so after 8 s: ${holds.toString()}`)
    await new Promise(resolve => setTimeout(resolve, 25))
  }
}

const write = (pane: string, text: string) => server.run('send-keys', '-t', pane, '-l', text)
const press = (pane: string, key: string) => server.run('send-keys', '-t', pane, key)
const lastRow = (log: string) => readRecorderLog(log).rows.at(-1)

async function paste(pane: string, text: string): Promise<void> {
  await server.run('set-buffer', '-b', pane, '--', text)
  await server.run('paste-buffer', '-d', '-p', '-r', '-b', pane, '-t', pane)
}
