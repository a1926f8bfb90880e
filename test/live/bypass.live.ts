import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Delivery } from '#client/calls.ts'
import { receiptOnce, send } from '../support/panes.ts'
import { describeLive, startBench, until, type Bench, type LiveSession } from './bench.ts'

describeLive('a Claude Code that bypasses permissions', () => {
  let bench: Bench
  let bob: LiveSession

  beforeAll(async () => {
    bench = await startBench()
    // As root it starts in this mode only where it is told that it stands in a sandbox.
    bob = await bench.launch('bob', { mode: 'bypassPermissions', env: { IS_SANDBOX: '1' } })
    await bob.say('hello')
    await bob.shows(/MOCK-REPLY: hello/)
  })

  afterAll(() => bench[Symbol.asyncDispose]())

  const isConfirmed = ({ state }: Delivery) => state === 'confirmed'

  it('gets the typed words of its owner', async () => {
    await bob.is('idle')
    const { messageId } = await send(bench.hub.client, { to: 'bob', body: 'typed.', lane: 'terminal' })

    const receipt = await receiptOnce(bench.hub, messageId, isConfirmed, 30_000)
    expect(receipt.lane).toBe('terminal')
  })

  it('holds what comes by the inbox, which the sender is told before and after', async () => {
    const planned = await until(
      () => bench.hub.client.messages.plan({ to: ['bob'], body: 'x', lane: 'inbox' }).catch(() => undefined),
      answer => answer !== undefined,
    )

    const { messageId } = await send(bench.hub.client, { to: 'bob', body: 'held.', lane: 'inbox' })
    const receipt = await receiptOnce(bench.hub, messageId, ({ reason }) => reason !== null, 30_000)

    expect(planned?.deliveries[0]?.detail).toMatch(/holds it until its user lets it in/)
    expect(receipt).toMatchObject({ state: 'submitted', reason: 'held_there' })
    expect(bench.asked()).not.toContain('held.')
  })

  it('takes what its user lets in, and the receipt follows', async () => {
    await bob.shows(/Deliver this message to Claude/)
    await bob.press('Down', 'Enter')

    await until(
      () => bench.asked(),
      asked => asked.includes('held.'),
    )
    const { rows } = await bench.hub.client.log.list({ kind: 'deliveries', limit: 5 })
    const newest = rows.at(-1)?.data as Delivery | undefined
    const messageId = newest?.messageId ?? ''
    await receiptOnce(bench.hub, messageId, isConfirmed, 30_000)
  })
})
