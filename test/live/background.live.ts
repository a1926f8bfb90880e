import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Delivery, Session } from '#client/calls.ts'
import { comms } from '../cli/run-comms.ts'
import { receiptOnce, send } from '../support/panes.ts'
import { describeLive, startBench, until, type Bench, type LiveSession } from './bench.ts'

describeLive('Claude Code in the background', () => {
  let bench: Bench
  let anna: LiveSession
  let worker: Session

  beforeAll(async () => {
    bench = await startBench()
    // The hub finds the folder of this Claude Code by the one it sees in a terminal.
    anna = await bench.launch('anna')
    await bench.claude('--bg', '-n', 'worker', '--permission-mode', 'manual', 'SLOW=5 begin')
    worker = await seen('worker', ({ state }) => state === 'working')
  })

  afterAll(() => bench[Symbol.asyncDispose]())

  const sessions = async () => (await bench.hub.client.sessions.list({})).sessions
  const seen = async (name: string, accept: (session: Session) => boolean = () => true) => {
    const found = await until(
      async () => (await sessions()).find(one => one.backend === 'claude' && one.name === name && accept(one)),
      one => one !== undefined,
      60_000,
    )
    if (found === undefined) throw new Error(`nobody called ${name} runs in the background`)
    return found
  }
  const once = (messageId: string, accept: (delivery: Delivery) => boolean) =>
    receiptOnce(bench.hub, messageId, accept, 60_000)
  const isConfirmed = ({ state }: Delivery) => state === 'confirmed'
  const timesAsked = (text: string) => bench.asked().split(text).length - 1

  it('is listed with its true state, and its spare processes are not', async () => {
    await seen('worker', ({ state }) => state === 'idle')

    expect(worker).toMatchObject({ kind: 'claude', agent: 'worker', tty: '', state: 'working' })
    expect((await sessions()).map(({ name, backend }) => `${name} ${backend}`)).toContain('worker claude')
    expect((await sessions()).filter(({ backend }) => backend === 'claude')).toHaveLength(1)
  })

  it('takes the words of its owner by the inbox, once, with proof from its transcript', async () => {
    const { messageId } = await send(bench.hub.client, { to: 'worker', body: 'are you there?' })
    const receipt = await once(messageId, isConfirmed)

    expect(receipt).toMatchObject({ lane: 'inbox', to: { address: worker.address } })
    expect(receipt.steps.at(-1)?.source).toBe('transcript')
    await until(
      () => timesAsked('are you there?'),
      times => times === 1,
    )
  })

  it('is never typed into, and says so wherever a terminal would be needed', async () => {
    const { client } = bench.hub
    const target = worker.address

    await expect(send(client, { to: target, body: 'x', lane: 'terminal' })).rejects.toThrow(/nothing can be typed/)
    await expect(client.sessions.focus({ target })).rejects.toThrow(/no window to bring to the front/)
    await expect(client.sessions.screen({ target })).rejects.toThrow(/has no screen/)
    await expect(client.sessions.title({ target, title: 'x' })).rejects.toThrow(/it has no title/)
  })

  it('is blocked at a permission prompt, which no message approves, and goes on as the same after it was restarted', async () => {
    const { messageId } = await send(bench.hub.client, { to: 'worker', body: `BASH=touch ${bench.project}/canary` })
    await once(messageId, isConfirmed)
    const blocked = await seen('worker', ({ state }) => state === 'blocked')
    const behind = await send(bench.hub.client, { to: 'worker', body: '1 y yes' })
    await once(behind.messageId, ({ reason }) => reason === 'queued_there')
    await pause(1_000)
    const still = await seen('worker', ({ state }) => state === 'blocked')

    await bench.claude('respawn', idOf(worker))
    const restarted = await seen('worker', ({ pid }) => pid !== still.pid)

    expect(blocked.detail).toBe('permission')
    expect(restarted.address).toBe(worker.address)
    // What it had not taken is proved absent, and goes to the process that goes on.
    await once(behind.messageId, isConfirmed)
    expect(await bench.claude('logs', idOf(worker))).not.toContain('TOOL-DONE')
  })

  it('is where a session went on that left its terminal, with its name, its mail and its answers', async () => {
    await anna.say('hello')
    await until(
      () => bench.asked(),
      asked => asked.includes('hello'),
    )
    await anna.is('idle')
    const note = await send(bench.hub.client, { to: anna.address, body: 'for later', kind: 'note' })

    const moved = await leave(anna)
    const receipt = await once(note.messageId, ({ to }) => to.address === moved.address)
    const byName = await send(bench.hub.client, { to: 'anna', body: 'by name' })
    const byAddress = await send(bench.hub.client, { to: anna.address, body: 'by the old address' })

    expect(receipt.steps.at(-1)?.evidence).toContain('moved to the background')
    expect((await once(byName.messageId, isConfirmed)).to.address).toBe(moved.address)
    expect((await once(byAddress.messageId, isConfirmed)).to.address).toBe(moved.address)
    expect(await anna.screen()).not.toContain('by name')
  })

  it('gets what waited to be typed in its terminal by nobody: it is held, and nothing is typed into the list', async () => {
    const bea = await bench.launch('bea')
    await bea.say('SLOW=4 work')
    await bea.is('working')
    const { messageId } = await send(bench.hub.client, { to: bea.address, body: 'typed for bea' })
    await once(messageId, ({ reason }) => reason === 'working')
    await bea.press('Left')
    await bea.shows(/New sessions: /)

    const held = await once(messageId, ({ reason }) => reason === 'not_in_front')
    await pause(2_000)

    expect(held.steps.at(-1)?.evidence).toContain('moved to the background')
    expect(await bea.screen()).not.toContain('typed for bea')
    expect(timesAsked('typed for bea')).toBe(0)
  })

  it('stands in comms ls, and in the doctor as one that can be written to', async () => {
    const { stdout } = await comms(['ls'], { home: bench.hub.home })
    const { checks } = await bench.hub.client.hub.doctor()

    expect(stdout).toContain(worker.address)
    expect(checks.find(({ id }) => id === 'claude')?.detail).not.toContain('not to be written to')
  })

  it('ends when it is stopped', async () => {
    await bench.claude('stop', idOf(worker))

    await until(sessions, all => all.every(({ address }) => address !== worker.address), 60_000)
  })

  /** Left arrow on an empty prompt. */
  async function leave(session: LiveSession): Promise<Session> {
    await session.press('Left')
    await session.shows(/Your session moved to the background/)
    return seen(session.name)
  }
})

const idOf = ({ address }: Session) => address.slice('claude:'.length)
