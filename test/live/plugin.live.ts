import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { ROOT } from '../architecture/source-tree.ts'
import { describeLive, startBench, until, type Bench, type LiveSession } from './bench.ts'

const MARKET = join(ROOT, 'resources', 'claude-plugin')

describeLive('two sessions of a real Claude Code with our plugin', () => {
  let bench: Bench
  let anna: LiveSession
  let bob: LiveSession

  beforeAll(async () => {
    bench = await startBench()
    await bench.claude('plugin', 'marketplace', 'add', MARKET)
    await bench.claude('plugin', 'install', 'comms@claude-comms')
    const env = { COMMS_HOME: bench.hub.home }
    anna = await bench.launch('anna', { env })
    bob = await bench.launch('bob', { env })
  })

  afterAll(() => bench[Symbol.asyncDispose]())
  beforeEach(() => Promise.all([anna.calm(), bob.calm()]))

  const reaches = (words: string, from: number) =>
    until(
      () => bench.told(from),
      told => told.includes(words),
      60_000,
    )

  it('passes its own check', async () => {
    expect(await bench.claude('plugin', 'validate', '--strict', join(MARKET, 'comms'))).toMatch(/passed/i)
  })

  it('lists the sessions at /comms list', async () => {
    const from = bench.api.requests.length
    await anna.say('/comms list')

    expect(await reaches('anna (this session)', from)).toMatch(/bob · idle/)
  })

  it('brings the answer to /comms ask, which went by the inbox', async () => {
    const from = bench.api.requests.length
    await anna.say('/comms ask bob "what is your branch?"')

    const told = await reaches('bob answers:', from)
    const { rows } = await bench.hub.client.log.list({ kind: 'deliveries', limit: 50 })

    expect(told).toMatch(/bob answers:\\nMOCK-REPLY: Another Claude session sent a message/)
    expect(rows.find(({ text }) => text === 'what is your branch?')).toMatchObject({
      status: 'answered',
      data: { lane: 'inbox' },
    })
  })

  it('brings the answer of the turn that took the question, not of the one before it', async () => {
    await bob.say('SLOW=4 work of its own')
    await bob.is('working')
    const from = bench.api.requests.length
    await anna.say('/comms ask bob "how far are you?"')

    const told = await reaches('bob answers:', from)

    expect(told).toMatch(/bob answers:\\nMOCK-REPLY: Another Claude session sent a message/)
    expect(told).not.toMatch(/bob answers:\\n[^"]*work of its own/)
  })
  it('tells one that knows only /comms when what it asked for is done, and not before', async () => {
    const from = bench.api.requests.length
    await anna.say('/comms ask bob "SLOW=5 build this, then tell me when done"')

    await bob.is('working')
    const early = bench.told(from)
    const told = await reaches('bob answers:', from)

    expect(early).not.toContain('bob answers:')
    expect(told).toMatch(/bob answers:\\ntick0 tick1 [^"]*MOCK-REPLY/)
    const { rows } = await bench.hub.client.log.list({ kind: 'deliveries', limit: 50 })
    expect(rows.find(({ text }) => text.includes('build this'))).toMatchObject({ status: 'answered' })
  })
})
