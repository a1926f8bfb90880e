import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { HubError, type ErrorCode } from '#contract/errors.ts'
import { isOnlyControl, sanitize } from '#domain/sanitize.ts'
import { hostilePayloads, type HostilePayload } from '../support/hostile-text.ts'
import {
  canaryIn,
  deliver,
  describe as words,
  isEnded,
  openPane,
  openRecorder,
  receiptsOnce,
  send,
  type Pane,
  type RecorderPane,
} from '../support/panes.ts'
import { sample, scaled, scaledLimit } from '../support/scale.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

let hub: TempHub
let folder: string
let marked: readonly RecorderPane[]
let unmarked: RecorderPane
let bystanders: readonly Pane[]
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comms-bad-'))
  await writeFile(join(folder, 'note.txt'), 'a line\n'.repeat(50))
  hub = await startTempHub()
  const options = { busy: 0, collapse: 200 }
  marked = await Promise.all([1, 2, 3].map(() => openRecorder(hub, options, { cwd: folder })))
  unmarked = await openRecorder(hub, { busy: 0, bracketed: 'off' }, { cwd: folder })
  bystanders = await Promise.all(
    [
      ['bash', '--norc', '-i'],
      ['dash', '-i'],
      ['vim', '-u', 'NONE', '-i', 'NONE', 'note.txt'],
      ['less', 'note.txt'],
    ].map(command => openPane(hub, command, ({ kind }) => kind !== 'unknown', { cwd: folder })),
  )
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

/** Everything a recorder may be given: Return, newlines, the marks around a paste, and printable text. */
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const ALLOWED = /^(?:\x1b\[20[01]~|[\r\n]|[^\p{Cc}\p{Cs}\p{Co}\p{Cn}])*$/u

it.concurrent(
  'lets no payload do anything anywhere: no command runs, no control character arrives [S1]',
  async () => {
    const payloads = sample(hostilePayloads('canary'), scaled(150, 5_000))
    const wrong: string[] = []

    await Promise.all(
      marked.map(async (recorder, index) => {
        for (const payload of payloads.filter((_, at) => at % marked.length === index)) {
          const problem = await attack(recorder, payload)
          if (problem !== undefined) wrong.push(`${payload.name}: ${problem}`)
        }
      }),
    )

    expect(wrong).toEqual([])
    expect(canaryIn(folder).sang()).toBe(false)
    for (const { log } of marked) expect(ALLOWED.test(log().bytes.toString('utf8'))).toBe(true)
    expect(marked.flatMap(({ log }) => log().submits).length).toBeGreaterThan(payloads.length * 0.9)
  },
  scaledLimit(80_000),
)

/** Nothing is left of some payloads, and one is larger than a message may be. */
const REFUSALS: readonly ErrorCode[] = ['empty_body', 'body_too_large']

/** Sends one payload to a recorder and to every bystander; tells what was not as it must be. */
async function attack(recorder: RecorderPane, { text }: HostilePayload): Promise<string | undefined> {
  const before = recorder.log().submits.length
  const to = [recorder, ...bystanders].map(({ address }) => address)
  try {
    const { messageId } = await send(hub.client, { to, body: text, confirmed: true })
    const [first, ...others] = await receiptsOnce(hub, messageId, isEnded)
    const [said, ...more] = recorder.log().submits.slice(before)
    if (first?.state !== 'confirmed') return first === undefined ? 'no receipt' : words(first)
    if (said?.trimEnd() !== sanitize(text, 'terminal').text.trimEnd() || more.length > 0)
      return 'it said something else'
    const typed = others.find(({ state, attempts }) => state !== 'skipped' || attempts > 0)
    return typed === undefined ? undefined : words(typed)
  } catch (error) {
    return error instanceof HubError && REFUSALS.includes(error.code) ? undefined : String(error)
  }
}

it.concurrent(
  'types hostile lines into a program without bracketed paste as what they are: text [S1]',
  async () => {
    const payloads = sample(
      hostilePayloads('canary').filter(({ text }) => {
        const clean = sanitize(text, 'terminal').text
        return !clean.includes('\n') && !isOnlyControl(text) && clean.length < 300
      }),
      scaled(40, 2_000),
    )
    const wrong: string[] = []
    for (const { name, text } of payloads) {
      const before = unmarked.log().submits.length
      const delivery = await deliver(hub, { to: unmarked.address, body: text, confirmed: true })
      const [said, ...more] = unmarked.log().submits.slice(before)
      const isRight = said?.trimEnd() === sanitize(text, 'terminal').text.trimEnd() && more.length === 0
      if (!isRight || delivery.state !== 'confirmed') wrong.push(`${name}: ${words(delivery)}`)
    }

    expect(wrong).toEqual([])
    expect(canaryIn(folder).sang()).toBe(false)
    expect(ALLOWED.test(unmarked.log().bytes.toString('utf8'))).toBe(true)
  },
  scaledLimit(60_000),
)

const ARGUMENTS = [
  ...['-R', '-l', '--', ';', 'foo;', 'C-c', 'Enter', 'C-m', 'Escape', '%1', '$(touch canary)', '`touch canary`'],
  ...[
    "it's",
    '"quoted"',
    '\\',
    '\\;',
    '#{pane_id}',
    '#(touch canary)',
    '{last}',
    '~',
    '$HOME',
    'a\nb;\n-R',
    '%begin 1 1 1',
  ],
]

it('delivers what looks like an option, a key or a command byte for byte [S4]', async () => {
  const recorder = await openRecorder(hub, { busy: 0 }, { cwd: folder })

  for (const body of ARGUMENTS) await deliver(hub, { to: recorder.address, body })

  expect(recorder.log().submits).toEqual(ARGUMENTS)
  expect(canaryIn(folder).sang()).toBe(false)
  expect(await hub.tmux.run('list-buffers')).toBe('')
}, 40_000)

it(
  'shows no word of a message in any argument list while it sends [S4]',
  async () => {
    const recorders = []
    for (let count = 0; count < scaled(1, 20); count++) recorders.push(await openRecorder(hub, { busy: 0 }))
    const to = recorders.map(({ address }) => address)
    const secret = 'xyzzy-4711-plugh'
    const seen = new Set<string>()
    let scans = 0
    const scanning = setInterval(() => {
      scans++
      for (const line of argumentLists()) if (line.includes(secret)) seen.add(line)
    }, 2)

    const rounds = scaled(12, 500)
    for (let round = 0; round < rounds; round++) {
      const body = round % 2 === 0 ? `${secret} ${round}` : `${secret}\n${round}\n${'and more '.repeat(60)}`
      const { messageId } = await send(hub.client, { to, body })
      await receiptsOnce(hub, messageId, isEnded)
    }
    clearInterval(scanning)

    expect([...seen]).toEqual([])
    expect(scans).toBeGreaterThan(50)
    expect(recorders.map(({ log }) => log().submits.length)).toEqual(to.map(() => rounds))
  },
  scaledLimit(40_000),
)

function argumentLists(): readonly string[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(pid => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      } catch {
        return ''
      }
    })
}
