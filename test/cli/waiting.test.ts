import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Delivery } from '#client/calls.ts'
import { fakeDelivery, MESSAGE, startFakeHub, type FakeHub } from './fake-hub.ts'
import { comms, spawnComms, type RunOptions } from './run-comms.ts'

let hub: FakeHub
beforeEach(async () => {
  hub = await startFakeHub()
})
afterEach(() => hub[Symbol.asyncDispose]())

const run = (argv: readonly string[], options: Partial<RunOptions> = {}) => comms(argv, { home: hub.home, ...options })

function accept(...deliveries: readonly Delivery[]): void {
  hub.answer('POST /messages', () => ({ messageId: MESSAGE, deliveries }))
}

async function until(holds: () => boolean): Promise<void> {
  for (let looks = 0; !holds(); looks++) {
    if (looks > 500) throw new Error('it did not happen within 10 s')
    await sleep(20)
  }
}

const SEND = ['send', 'api', 'web', '--', 'hi', '--id', MESSAGE, '--wait', 'confirmed']

describe('send --wait', () => {
  test('ends with 0 once every target has come that far', async () => {
    accept(fakeDelivery('api', ['accepted']), fakeDelivery('web', ['accepted']))
    const running = run([...SEND, '--json'])
    await until(() => hub.openStreams() === 1)
    hub.emit('delivery.changed', fakeDelivery('api', ['accepted', 'typed', 'confirmed', 'answered']))
    hub.emit(
      'delivery.changed',
      fakeDelivery('other', ['failed'], { messageId: '019aa5c0-0000-7b5e-9f3d-0a1b2c3d4e5f' }),
    )
    hub.emit('delivery.changed', fakeDelivery('web', ['accepted', 'typed', 'confirmed']))

    const { code, stdout } = await running
    const answer = JSON.parse(stdout) as { messageId: string; deliveries: Delivery[] }
    expect(code).toBe(0)
    expect(answer.messageId).toBe(MESSAGE)
    expect(answer.deliveries.map(({ to, state }) => [to.name, state])).toEqual([
      ['api', 'answered'],
      ['web', 'confirmed'],
    ])
  })

  test('misses nothing that happened before the stream stood', async () => {
    hub.answer('POST /messages', () => {
      hub.emit('delivery.changed', fakeDelivery('api', ['accepted', 'confirmed']))
      return { messageId: MESSAGE, deliveries: [fakeDelivery('api', ['accepted'])] }
    })
    expect(await run(SEND)).toMatchObject({ code: 0 })
  })

  test('does not open a stream when everything was there at once', async () => {
    accept(fakeDelivery('api', ['accepted', 'confirmed']))
    expect(await run(SEND)).toMatchObject({ code: 0 })
    expect(hub.requests.map(({ path }) => path)).toEqual(['/hub', '/messages'])
  })

  test('asks the receipts after a broken stream, so that an event nobody heard counts too', async () => {
    accept(fakeDelivery('api', ['accepted']))
    hub.answer(`GET /messages/${MESSAGE}`, () => ({
      ...{ messageId: MESSAGE, deliveries: [fakeDelivery('api', ['accepted', 'confirmed'])] },
    }))
    const running = run(SEND)
    await until(() => hub.openStreams() === 1)
    hub.emit('delivery.changed', fakeDelivery('api', ['accepted', 'confirmed']), { isLost: true })
    hub.breakStreams()
    expect(await running).toMatchObject({ code: 0 })
  })

  test('exits with 15 when time is up, naming who did not get there and why', async () => {
    const held = fakeDelivery('web', ['accepted', 'held'], { reason: 'blocked' })
    accept(fakeDelivery('api', ['accepted', 'confirmed']), held)
    const plain = await run([...SEND, '--timeout', '0.2'])
    const json = await run([...SEND, '--timeout', '0.2', '--json'])

    expect(plain.code).toBe(15)
    expect(plain.stdout).toContain('✓  api  confirmed')
    expect(plain.stderr).toBe(
      'comms: 1 of 2 did not reach confirmed within 0.2 s: web (holds: a permission dialog is open)\n' +
        `  hint: comms receipts ${MESSAGE} --follow shows the rest\n`,
    )
    expect(JSON.parse(json.stdout)).toMatchObject({ messageId: MESSAGE })
    expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: 'not_reached', data: { deliveries: [held] } } })
  })

  test('does not wait for what cannot come any more', async () => {
    accept(fakeDelivery('api', ['accepted', 'confirmed']), fakeDelivery('web', ['skipped'], { reason: 'password' }))
    const ran = await run([...SEND, '--timeout', '1h'])
    expect(ran.code).toBe(15)
    expect(ran.stderr).toContain('1 of 2 did not reach confirmed: web (skipped: a password prompt is open)')
    expect(ran.stderr).toContain(`hint: comms receipts ${MESSAGE} shows why`)
  })

  test('tells whoever meant a shell how to say so', async () => {
    accept(fakeDelivery('web', ['skipped'], { reason: 'shell' }))
    const ran = await run([...SEND, '--timeout', '1h'])
    expect(ran.stderr).toContain('hint: Nothing was typed. --as-command lets shells and interpreters run the text.')
  })

  test('counts on a terminal, on one line that is cleared in the end', async () => {
    accept(
      fakeDelivery('api', ['accepted', 'confirmed']),
      fakeDelivery('web', ['accepted', 'held'], { reason: 'working' }),
    )
    const running = run(SEND, { columns: 120 })
    await until(() => hub.openStreams() === 1)
    hub.emit('delivery.changed', fakeDelivery('web', ['accepted', 'held', 'confirmed']))
    const { stderr } = await running
    expect(stderr).toBe('\r\u001B[K1 of 2 confirmed · 1 held\r\u001B[K2 of 2 confirmed\r\u001B[K')
  })

  test('says on Ctrl-C that the message stays, and how to see it', async () => {
    accept(fakeDelivery('api', ['accepted']), fakeDelivery('web', ['accepted']))
    using running = spawnComms(SEND, { home: hub.home })
    const ended = running.ended()
    await until(() => hub.openStreams() === 1)
    running.child.kill('SIGINT')
    expect(await ended).toMatchObject({ code: 130, stderr: expect.stringContaining(`comms receipts ${MESSAGE}`) })
  })

  test('a connection that breaks leaves the id to repeat the message with', async () => {
    hub.answer('POST /messages', async () => {
      void hub[Symbol.asyncDispose]()
      await sleep(10_000)
    })
    const { code, stderr } = await run(['send', 'api', 'hi', '--id', MESSAGE])
    expect(code).toBe(10)
    expect(stderr).toContain(`send it again with --id ${MESSAGE}: it is never sent twice`)
    hub = await startFakeHub()
  })
})

describe('receipts', () => {
  test('show every step with its time and evidence', async () => {
    hub.answer(`GET /messages/${MESSAGE}`, () => ({
      ...{ messageId: MESSAGE, deliveries: [fakeDelivery('api', ['accepted', 'typed', 'confirmed'])] },
    }))
    const { stdout } = await run(['receipts', MESSAGE])
    expect(stdout).toMatch(/^✓ confirmed {2}api {2}tmux:default\/%3\n/)
    expect(stdout.match(/^ {2}\d\d:\d\d:\d\d\.123 {2}(accepted|typed|confirmed) +hub {2}proof of \1$/gm)).toHaveLength(
      3,
    )
    expect(stdout).toMatch(/\n1 confirmed\n$/)
  })

  test('--follow --json prints a line per change and ends when all have ended', async () => {
    hub.answer(`GET /messages/${MESSAGE}`, () => ({
      ...{ messageId: MESSAGE, deliveries: [fakeDelivery('api', ['accepted'])] },
    }))
    const running = run(['receipts', MESSAGE, '--follow', '--json'])
    await until(() => hub.openStreams() === 1)
    hub.emit('delivery.changed', fakeDelivery('api', ['accepted', 'typed']))
    hub.emit('delivery.changed', fakeDelivery('api', ['accepted', 'typed', 'failed'], { reason: 'gone' }))
    const { code, stdout } = await running
    const states = stdout
      .trimEnd()
      .split('\n')
      .map(line => (JSON.parse(line) as Delivery).state)
    expect(states).toEqual(['accepted', 'typed', 'failed'])
    expect(code).toBe(0)
  })
})

test('log -f shows rows as events announce them, and ends quietly with its reader', async () => {
  const row = (number: number) => ({
    number,
    at: '2026-11-20T14:00:00.000Z',
    type: 't',
    by: '',
    to: '',
    status: '',
    text: '',
    data: {},
  })
  let newest = 1
  hub.answer('GET /log', ({ path }) => {
    const after = Number(new URL(path, 'http://x').searchParams.get('after') ?? 0)
    const rows = Array.from({ length: newest - after }, (_, index) => row(after + index + 1))
    return { rows, hints: [], next: newest, end: true }
  })
  using running = spawnComms(['log', '-f', '--json', '--no-start'], { home: hub.home })
  const { child } = running
  const exited = once(child, 'exit')
  const complaints: Buffer[] = []
  child.stderr.on('data', (text: Buffer) => complaints.push(text))
  const lines: string[] = []
  child.stdout.on('data', (text: Buffer) => lines.push(...text.toString().trimEnd().split('\n')))

  await until(() => hub.openStreams() === 1)
  newest = 3
  hub.emit('group.removed', { name: 'x' })
  await until(() => lines.length === 3)
  child.stdout.destroy()
  newest = 4
  hub.emit('group.removed', { name: 'y' })

  expect(await exited).toEqual([0, null])
  expect(Buffer.concat(complaints).toString()).toBe('')
  expect(lines.map(line => (JSON.parse(line) as { number: number }).number)).toEqual([1, 2, 3])
})
