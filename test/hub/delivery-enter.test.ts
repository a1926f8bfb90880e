import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Delivery, Session } from '#client/calls.ts'
import { eventually } from '../platform/eventually.ts'
import { describe as words, isEnded, openPane, openRecorder, receiptOnce, send } from '../support/panes.ts'
import type { RecorderOptions } from '../support/recorder.ts'
import { scaled, scaledLimit } from '../support/scale.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

let hub: TempHub
const all: Delivery[] = []
beforeAll(async () => {
  hub = await startTempHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

/** Ways in which a program takes its input badly, and how many messages each gets: slow ones fewer. */
const MODES: readonly (readonly [what: string, options: RecorderOptions, deliveries: number])[] = [
  ['takes every Return', {}, 9],
  ['ignores the first Return', { ignoreEnter: 1 }, 8],
  ['ignores two Returns', { ignoreEnter: 2 }, 5],
  ['ignores three Returns', { ignoreEnter: 3 }, 3],
  ['ignores four Returns', { ignoreEnter: 4 }, 2],
  ['takes Return within 120 ms for a newline', { burst: 120 }, 8],
  ['takes Return within 500 ms for a newline', { burst: 500 }, 6],
  ['shows a paste as a label', { collapse: 40 }, 8],
  ['shows what was typed two seconds late', { slowEcho: 2_000 }, 2],
  ['lives on the alternate screen', { alternate: true, ignoreEnter: 1 }, 5],
]

it.concurrent.each(MODES)(
  'gets every message submitted once where the program %s [R8]',
  async (_what, options, count) => {
    const recorder = await openRecorder(hub, options)
    const bodies = Array.from({ length: scaled(count, 100) }, (_, index) => `${index}. ${WORDS[index % WORDS.length]}`)

    const sent = []
    for (const body of bodies) sent.push(await send(hub.client, { to: recorder.address, body }))
    const ended = []
    for (const { messageId } of sent) ended.push(await receiptOnce(hub, messageId, isEnded, scaledLimit(60_000)))
    all.push(...ended)

    // A Return that was taken for a newline stays one; what was said is said once, in order.
    expect(recorder.log().submits.map(text => text.trimEnd())).toEqual(bodies)
    expect(ended.filter(({ attempts, presses }) => attempts !== 1 || presses > 5).map(words)).toEqual([])
    expect(ended.filter(({ state }) => state !== 'confirmed').map(words)).toEqual([])
  },
  scaledLimit(60_000),
)

const WORDS = [
  'run the tests',
  'a longer line of words that goes past forty characters',
  'two\nlines',
  'ünïcödé 世界 👍',
]

it.concurrent(
  'gets commands run once in an interpreter that no profile describes the screen of [R8]',
  async () => {
    const isPython = ({ kind }: Session) => kind === 'interpreter'
    const { address, pane } = await openPane(hub, ['python3', '-q'], isPython, { cwd: hub.tmux.folder })
    await eventually(
      () => hub.tmux.run('capture-pane', '-p', '-t', pane),
      screen => screen.startsWith('>>>'),
    )
    const numbers = Array.from({ length: scaled(8, 100) }, (_, index) => index)

    const ended = []
    for (const number of numbers) {
      const body = `_ = open("ran", "a").write("${number}\\n")`
      const { messageId } = await send(hub.client, { to: address, body, asCommand: true })
      ended.push(await receiptOnce(hub, messageId, isEnded))
    }
    all.push(...ended)

    const ran = await readFile(join(hub.tmux.folder, 'ran'), 'utf8')
    expect(ran).toBe(numbers.map(number => `${number}\n`).join(''))
    expect(ended.filter(({ attempts, presses }) => attempts !== 1 || presses > 5).map(words)).toEqual([])
    expect(ended.filter(({ state }) => state !== 'confirmed' && state !== 'uncertain').map(words)).toEqual([])
  },
  scaledLimit(60_000),
)

it.concurrent('presses Return five times where none is taken, then says that it cannot tell, and does nothing more [R8]', async () => {
  const recorder = await openRecorder(hub, { ignoreEnter: 1_000 })

  const { messageId } = await send(hub.client, { to: recorder.address, body: 'is anybody there?' })
  const end = await receiptOnce(hub, messageId, isEnded, 30_000)

  expect(end).toMatchObject({ state: 'uncertain', reason: 'submit_not_seen', attempts: 1, presses: 5 })
  expect(recorder.log().bytes.toString()).toBe(`is anybody there?${'\r'.repeat(5)}`)
}, 40_000)

it('says of every delivery whether it arrived, and knows it of ninety-nine in a hundred [R8]', () => {
  const confirmed = all.filter(({ state }) => state === 'confirmed').length
  console.info(
    `${all.length} deliveries, ${confirmed} confirmed, ${all.reduce((sum, one) => sum + one.presses, 0)} presses`,
  )

  expect(all.length).toBeGreaterThanOrEqual(60)
  expect(confirmed / all.length).toBeGreaterThanOrEqual(0.99)
})
