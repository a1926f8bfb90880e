import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { comms } from '../cli/run-comms.ts'
import { describeLive, startBench, until, type Bench, type LiveSession } from './bench.ts'

/** Limits are told of subscriptions only: with a key the same answer is a plain error. */
const SUBSCRIBER = { ANTHROPIC_API_KEY: '', CLAUDE_CODE_OAUTH_TOKEN: 'sk-ant-oat01-dummy-not-real' }

/** Claude Code lets a time of its own choice go by after the reset before it goes on: 45 to 100 s were seen. */
const LONGEST_PAUSE = 400_000

describeLive('real Claude Code sessions that a usage limit stops', () => {
  let bench: Bench

  beforeAll(async () => {
    bench = await startBench()
    writeFileSync(join(bench.home, '.claude', 'settings.json'), JSON.stringify({ autoContinueAtUsageLimit: false }))
    const { code, stderr } = await comms(['install', 'claude', '--yes'], {
      home: bench.hub.home,
      env: { HOME: bench.home },
    })
    if (code !== 0) throw new Error(stderr)
  })

  afterAll(() => bench[Symbol.asyncDispose]())

  const limitOf = async ({ address }: LiveSession) =>
    (await bench.hub.client.limits.list()).limits.find(({ session }) => session.address === address)
  const detailOf = async ({ address }: LiveSession) =>
    (await bench.hub.client.sessions.show({ target: address })).session.detail

  it('tells when the limit resets, waits behind the dialog, and says continue once when asked', async () => {
    const { limits } = bench.hub.client
    const anna = await bench.launch('anna', { env: SUBSCRIBER })

    await anna.say('LIMIT=10 build it')
    await anna.shows(/Stop and wait for limit to reset/)
    const limit = await until(
      () => limitOf(anna),
      found => found?.source === 'hook',
    )
    const asked = await limits.continue({ target: 'anna', at: new Date(Date.now() + 12_000).toISOString() })
    await until(
      async () => (await bench.hub.client.schedules.list()).schedules.map(({ state }) => state),
      states => states.includes('ended'),
    )
    const whileOpen = await detailOf(anna)
    const from = bench.api.requests.length
    await anna.press('Enter')
    await until(
      () => bench.asked(from),
      asked => /^continue$/m.test(asked),
      60_000,
    )
    await until(
      () => limitOf(anna),
      found => found === undefined,
    )

    expect(limit).toMatchObject({
      words: expect.stringContaining("You've hit your 5-hour limit · resets "),
      continuesAt: null,
    })
    expect(Date.parse(limit?.resetsAt ?? '') - Date.now()).toBeLessThan(181_000)
    expect(asked.continuesAt).not.toBeNull()
    expect(whileOpen).toBe('usage-limit')
    expect(bench.asked(from).match(/^continue$/gm)).toHaveLength(1)
  })

  it(
    'leaves a session alone that continues by itself, and takes back what was planned for it',
    { timeout: 500_000 },
    async () => {
      // Without our hooks: its screen alone tells.
      writeFileSync(join(bench.home, '.claude', 'settings.json'), JSON.stringify({}))
      const bert = await bench.launch('bert', { env: SUBSCRIBER })

      const from = bench.api.requests.length
      await bert.say('LIMIT=15 build it')
      await bert.shows(/Continuing automatically/)
      await until(
        () => limitOf(bert),
        limit => limit !== undefined,
      )
      await bench.hub.client.limits.continue({ target: 'bert' })
      await until(
        () => bench.asked(from),
        asked => asked.includes('Your claude.ai usage limit has reset'),
        LONGEST_PAUSE,
      )
      await until(
        () => limitOf(bert),
        found => found === undefined,
      )

      const { schedules } = await bench.hub.client.schedules.list()
      expect(schedules.filter(({ name, state }) => name.startsWith('continue-bert') && state === 'active')).toEqual([])
      expect(bench.asked(from)).not.toMatch(/^continue$/m)
    },
  )
})
