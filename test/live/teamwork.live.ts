import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { comms } from '../cli/run-comms.ts'
import { describeLive, startBench, until, type Bench } from './bench.ts'

const NAMES = ['anna', 'bert', 'cleo'] as const

describeLive('schedules and operations with real Claude Code sessions', () => {
  let bench: Bench

  beforeAll(async () => {
    bench = await startBench()
    const where = { home: bench.hub.home, env: { HOME: bench.home } }
    const { code, stderr } = await comms(['install', 'claude', '--yes'], where)
    if (code !== 0) throw new Error(stderr)
    for (const name of NAMES) {
      const session = await bench.launch(name)
      await session.is('idle')
    }
  })

  afterAll(() => bench[Symbol.asyncDispose]())

  it('a schedule fires into a session, once, and its run ends with the proof', async () => {
    const { schedules } = bench.hub.client
    const at = new Date(Date.now() + 2_000).toISOString()
    await schedules.save({
      name: 'soon',
      what: { kind: 'message', to: ['anna'], body: 'Sum up the day, said a schedule.' },
      when: { kind: 'once', at, zone: 'UTC' },
    })

    const run = await until(
      async () => (await schedules.runs({ schedule: 'soon' })).runs[0],
      found => found?.state === 'done' || found?.state === 'failed',
      60_000,
    )

    expect(run).toMatchObject({ state: 'done', detail: '1 confirmed' })
    await until(
      () => bench.asked().split('Sum up the day, said a schedule.').length - 1,
      times => times === 1,
    )
  })

  it('an operation gathers the last words of three sessions', async () => {
    const { operations } = bench.hub.client
    const id = randomUUID()
    const roles = [{ role: 'worker', to: [...NAMES], instruction: 'Say who you are, {{name}}.' }]
    await operations.begin({ id, name: 'roll call', roles, timeoutSeconds: 45 })

    const ended = await until(
      () => operations.show({ id }),
      operation => operation.state !== 'running',
      60_000,
    )

    expect(ended).toMatchObject({ state: 'gathered', quorum: 3 })
    for (const [place, name] of NAMES.entries()) {
      expect(ended.parts[place]?.answer).toContain(`MOCK-REPLY: Say who you are, ${name}.`)
    }
  })
})
