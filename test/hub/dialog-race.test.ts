import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Delivery } from '#client/calls.ts'
import { deliver, describe as words, openRecorder } from '../support/panes.ts'
import type { RecorderLog, RecorderOptions } from '../support/recorder.ts'
import { scaled, scaledLimit } from '../support/scale.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

let hub: TempHub
beforeAll(async () => {
  hub = await startTempHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

/** A dialog up to half a second after the start, after the first byte of each message, and after each turn. */
const RACE: RecorderOptions = { dialogRandom: [0, 500], dialogClear: 250 }

const MODES: readonly (readonly [when: string, options: RecorderOptions])[] = [
  ['while it waits for work', { ...RACE, busy: 20 }],
  ['in the middle of its turn', { ...RACE, busy: 400 }],
]

/** A dialog that opened later than this before the key could not be seen by anybody outside the program. */
const UNSEEN_MS = 100

const TARGETS = scaled(5, 10)
const DELIVERIES_EACH = scaled(2, 50)

/**
 * Somebody refuses each dialog a quarter of a second later; what is approved was approved by our keys: by Return, or by
 * the "1" that every second text starts with.
 */
it.concurrent.each(MODES)(
  'answers no dialog that could be seen before its key, %s',
  async (when, options) => {
    const targets = await Promise.all(
      Array.from({ length: TARGETS }, (_, place) => openRecorder(hub, { ...options, dialogSeed: seedOf(when, place) })),
    )

    const ended = (await Promise.all(targets.map(({ address }) => deliverAll(address)))).flat()

    const logs = targets.map(target => target.log())
    const dialogs = logs.reduce((sum, log) => sum + log.dialogs, 0)
    const approvals = logs.reduce((sum, log) => sum + log.approvals, 0)
    const confirmed = ended.filter(({ state }) => state === 'confirmed')
    console.info(
      `${ended.length} deliveries, ${dialogs} dialogs ${when}, ${approvals} approved (open for ${logs.flatMap(log => ages(log)).join(', ') || '-'} ms), ${confirmed.length} confirmed`,
    )
    expect(dialogs).toBeGreaterThanOrEqual(ended.length)
    expect(logs.flatMap(log => ages(log)).filter(age => age > UNSEEN_MS)).toEqual([])
    expect(approvals).toBeLessThanOrEqual(scaled(1, 0))
    expect(logs.flatMap(log => repeated(log.submits))).toEqual([])
    expect(ended.filter(({ state }) => state !== 'confirmed' && state !== 'uncertain').map(words)).toEqual([])
    expect(ended.filter(({ attempts, presses }) => attempts !== 1 || presses > 5).map(words)).toEqual([])
  },
  scaledLimit(60_000),
)

async function deliverAll(address: string): Promise<readonly Delivery[]> {
  const ended: Delivery[] = []
  for (let number = 0; number < DELIVERIES_EACH; number++) {
    ended.push(
      await deliver(
        hub,
        { to: address, body: `${number % 2 === 0 ? '1' : 'Or'} is message ${number} of the race` },
        undefined,
        60_000,
      ),
    )
  }
  return ended
}

/** How long each approved dialog had been open, in milliseconds. */
function ages({ rows }: RecorderLog): readonly number[] {
  return rows.flatMap((row, place) => {
    const opened = rows.slice(0, place).findLast(({ kind }) => kind === 'dialog')
    return row.kind === 'approved' && opened !== undefined ? [row.t - opened.t] : []
  })
}

function seedOf(when: string, place: number): number {
  return Number(process.env['CAMPAIGN_SEED'] ?? 1) * 1_000 + when.length * 100 + place
}

function repeated(texts: readonly string[]): readonly string[] {
  return texts.filter((text, place) => texts.indexOf(text) !== place)
}
