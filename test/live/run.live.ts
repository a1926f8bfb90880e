import { afterAll, beforeAll, expect, it } from 'vitest'
import { receiptOnce, send } from '../support/panes.ts'
import { describeLive, startBench, until, type Bench, type LiveSession } from './bench.ts'

describeLive('a real Claude Code under comms run', () => {
  let bench: Bench
  let anna: LiveSession

  beforeAll(async () => {
    bench = await startBench()
    anna = await bench.launch('anna', { shared: true })
  })
  afterAll(() => bench[Symbol.asyncDispose]())

  it('is a session of the hub, and its screen the one the person sees', async () => {
    const { lines } = await bench.hub.client.sessions.screen({ target: anna.address })
    const seen = (text: string) =>
      text
        .split('\n')
        .map(line => line.trimEnd())
        .join('\n')
        .trim()

    expect(anna.address).toMatch(/^pty:/)
    expect(seen(lines.join('\n'))).toBe(seen(await anna.screen()))
  })

  it('takes a message by its inbox, and typed', async () => {
    for (const lane of ['inbox', 'terminal'] as const) {
      const from = bench.api.requests.length
      const { messageId } = await send(bench.hub.client, { to: anna.address, body: `hello by ${lane}`, lane })
      await receiptOnce(bench.hub, messageId, ({ state }) => state === 'confirmed', 60_000)
      await until(
        () => bench.asked(from),
        asked => asked.includes(`hello by ${lane}`),
      )
      await anna.is('idle')
    }
  })

  it('keeps a draft of the person apart from what the hub types', async () => {
    await anna.write('half a thou')
    const from = bench.api.requests.length
    const { messageId } = await send(bench.hub.client, { to: anna.address, body: 'from the hub', lane: 'terminal' })
    const held = await receiptOnce(bench.hub, messageId, ({ state }) => state === 'held')
    await anna.say('ght')
    await receiptOnce(bench.hub, messageId, ({ state }) => state === 'confirmed', 60_000)
    await until(
      () => bench.asked(from),
      asked => asked.includes('from the hub'),
    )

    expect(['draft', 'human_typing']).toContain(held.reason)
    expect(bench.asked(from)).toMatch(/half a thought/)
    expect(bench.asked(from)).not.toMatch(/thought ?from the hub|from the hub ?half/)
  })

  it('goes on while the hub is killed, and stops and goes on with the shell', async () => {
    await anna.calm()
    await bench.hub.kill9()
    const from = bench.api.requests.length
    await anna.say('are you there?')
    await until(
      () => bench.asked(from),
      asked => asked.includes('are you there?'),
    )
    await bench.hub.restart()
    await anna.is('idle')

    await anna.press('C-z')
    await anna.shows(/shell\$ *$/)
    await anna.write('fg')
    await anna.press('Enter')
    await anna.is('idle')

    await anna.shows(/are you there\?/)
  })
})
