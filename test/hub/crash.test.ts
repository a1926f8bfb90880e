import { expect, it } from 'vitest'
import { END_STATES } from '#contract/delivery.ts'
import { startTempHub } from '../support/temp-hub.ts'
import { scaled, scaledLimit } from '../support/scale.ts'
import { startRecorderPanes, untilListed } from '../campaign/storm/panes.ts'
import { runStorm } from '../campaign/storm/storm.ts'

/** Share of messages that may stay uncertain. In the small storm every twelfth message is killed, not every fiftieth. */
const DOUBT_SHARE = scaled(0.03, 0.005)

/** How soon the next hub must answer, in milliseconds. The small storm shares its machine with other tests. */
const AWAY_LIMIT = scaled(6_000, 2_000)

it(
  'kill -9 again and again loses no accepted message, types none twice and submits none twice [R1] [P3]',
  async () => {
    const size = { messages: scaled(300, 10_000), kills: scaled(25, 200) }

    const report = await runStorm(size)

    const { uncertain, ...faults } = report.verdict
    expect(report).toMatchObject({ accepted: size.messages, kills: size.kills })
    expect(faults).toEqual({ lost: [], typedTwice: [], submittedTwice: [], misled: [], mangled: [], unended: [] })
    expect(uncertain.length).toBeLessThanOrEqual(size.messages * DOUBT_SHARE)
    expect(report.away.p95).toBeLessThanOrEqual(AWAY_LIMIT)
    // Kills between messages prove nothing.
    expect(report.killsIn.sending).toBeGreaterThanOrEqual(size.kills / 5)
  },
  // It waits for deliveries and hubs, not for a time; beside other tests a start takes seconds.
  scaledLimit(300_000),
)

it('a hub killed in the middle of a broadcast to 20 ends every receipt after `comms up`, and no text comes twice [P3]', async () => {
  await using hub = await startTempHub()
  const panes = await startRecorderPanes(hub.tmux, 20)
  await untilListed(hub.client, panes.length)
  const messageId = crypto.randomUUID()
  const text = 'everybody stop and write down where you are'
  const states = async () => (await hub.client.messages.receipts({ messageId })).deliveries.map(({ state }) => state)
  await hub.client.messages.send({ messageId, to: ['kind:recorder'], body: text, confirmed: true })
  await expect
    .poll(() => panes.filter(pane => pane.readLog().bytes.length > 0).length, { interval: 2 })
    .toBeGreaterThan(4)

  await hub.kill9()
  const typedBefore = panes.filter(pane => pane.readLog().bytes.includes(text)).length
  const submittedBefore = panes.filter(pane => pane.readLog().submits.length > 0).length
  await hub.restart()
  await expect
    .poll(async () => (await states()).every(state => (END_STATES as readonly string[]).includes(state)), {
      timeout: 15_000,
    })
    .toBe(true)

  const ends = await states()
  const logs = panes.map(pane => pane.readLog())
  expect(typedBefore).toBeGreaterThan(0)
  expect(submittedBefore, 'the kill came too late').toBeLessThan(20)
  expect(ends).toHaveLength(20)
  expect(ends.filter(state => state !== 'confirmed' && state !== 'uncertain')).toEqual([])
  expect(logs.filter(log => log.bytes.toString('latin1').split(text).length > 2)).toEqual([])
  expect(logs.filter(log => log.submits.length > 1)).toEqual([])
  // Whoever is said to have it, has it.
  const arrived = logs.filter(log => log.submits.includes(text)).length
  expect(arrived).toBeGreaterThanOrEqual(ends.filter(state => state === 'confirmed').length)
})
