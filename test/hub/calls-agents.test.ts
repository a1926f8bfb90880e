import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { InboxMessage } from '#contract/mailbox.ts'
import { eventually } from '../platform/eventually.ts'
import { openPuppet, untilIdle, type Puppet, type Ran } from '../support/puppet.ts'
import { isEnded, receiptOnce } from '../support/panes.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { readError, type WireAnswer } from '../support/wire.ts'

let hub: TempHub
let ada: Puppet
let bea: Puppet
beforeAll(async () => {
  hub = await startTempHub()
  // As long as it lives the server lives, and gives no number twice.
  await hub.tmux.newSession(['sleep', '3600'], { name: 'keeper' })
})
afterAll(() => hub[Symbol.asyncDispose]())

/** New names for each test: what the loop guard counted of others is nothing to these two. */
let pairs = 0
beforeEach(async () => {
  pairs++
  ;[ada, bea] = await Promise.all([openPuppet(hub, `ada${pairs}`), openPuppet(hub, `bea${pairs}`)])
})
afterEach(async () => {
  for (const { name } of [ada, bea]) await hub.tmux.run('kill-session', '-t', name)
  const { messages } = await hub.client.inbox.list({})
  for (const { id } of messages) await hub.client.inbox.read({ messageId: id })
})

/** What a marker shows of an id. */
const shortId = (messageId: string) => messageId.slice(-8)

interface Sent {
  readonly messageId: string
}

function sentBy({ code, stdout, stderr }: Ran): Sent {
  if (code !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as Sent
}

const submits = (puppet: Puppet, count: number) =>
  eventually(
    () => puppet.log().submits,
    texts => texts.length >= count,
  )

async function say(from: Puppet, to: string, body: string, more: object = {}): Promise<WireAnswer> {
  const message = { messageId: randomUUID(), to: [to], body, ...more }
  const [answer] = await from.ask('hub.sock', [{ method: 'POST', path: '/v1/messages', body: message }])
  return answer!
}

it('types a short word of another agent behind its marker, and the answer makes it answered', async () => {
  const { messageId } = sentBy(await ada.comms('send', bea.name, '/clear and !rm, please', '--json'))
  const [typed] = await submits(bea, 1)
  await receiptOnce(hub, messageId, isEnded)

  const reply = sentBy(await bea.comms('send', ada.name, 'done', '--reply-to', messageId, '--json'))
  const [answer] = await submits(ada, 1)

  expect(typed).toBe(`[comms ${shortId(messageId)}] from=${ada.name}: /clear and !rm, please`)
  expect(answer).toBe(`[comms ${shortId(reply.messageId)}] from=${bea.name}: done`)
  const delivery = await receiptOnce(hub, messageId, ({ state }) => state === 'answered')
  expect(delivery.steps.at(-1)).toMatchObject({
    source: 'reader',
    evidence: expect.stringContaining(`${bea.name} replied`),
  })
})

it('announces a long word by a doorbell; reading it by its short id gives the whole body and confirms it', async () => {
  const body = `first line\n${'many words '.repeat(200)}\nlast line`
  const { messageId } = sentBy(await ada.comms('send', bea.name, body, '--json'))
  const [doorbell = ''] = await submits(bea, 1)
  const [, id = ''] = /read: comms read (\w+)$/u.exec(doorbell) ?? []

  const read = await bea.comms('read', id, '--json')
  const again = await bea.comms('read', id, '--json')
  const unread = await bea.comms('inbox', '--json')

  expect(doorbell).toBe(`[comms ${id}] from=${ada.name} · ${body.length} chars · read: comms read ${id}`)
  expect(JSON.parse(read.stdout)).toMatchObject({ id: messageId, body, from: ada.name })
  expect(JSON.parse(again.stdout)).toMatchObject({ body })
  expect(JSON.parse(unread.stdout)).toEqual({ messages: [] })
  const delivery = await receiptOnce(hub, messageId, ({ state }) => state === 'confirmed')
  expect(delivery.attempts).toBe(1)
  expect(bea.log().submits).toHaveLength(1)
})

it('keeps what agents tell the owner until it is read, oldest first, on disk', async () => {
  sentBy(await ada.comms('send', 'owner', 'the build is red', '--json'))
  sentBy(await bea.comms('send', 'owner', 'on it\u001b[31m', '--json'))
  await hub.restart()

  const { messages } = await hub.client.inbox.list({})
  const [first] = messages as [InboxMessage]
  await hub.client.inbox.read({ messageId: shortId(first.id) })
  const left = await hub.client.inbox.list({})

  expect(messages.map(({ from, body, kind }) => [from, body, kind])).toEqual([
    [ada.name, 'the build is red', 'task'],
    [bea.name, 'on it\u001b[31m', 'task'],
  ])
  expect(left.messages.map(({ from }) => from)).toEqual([bea.name])
  const seen = await hub.client.messages.receipts({ messageId: first.id })
  expect(seen.deliveries).toMatchObject([{ to: { name: 'owner' }, state: 'confirmed' }])
})

it('stops two agents that only answer each other, says why to both and to the owner, also after a restart', async () => {
  let last: WireAnswer | undefined
  let turns = 0
  for (; turns < 20; turns++) {
    const [from, to] = turns % 2 === 0 ? [ada, bea.name] : [bea, ada.name]
    last = await say(from, to, `thanks ${turns}`, { kind: 'note' })
    if (last.status !== 200) break
  }

  const stopped = readError(last!)
  await hub.restart()
  const other = readError(
    await say(turns % 2 === 0 ? bea : ada, turns % 2 === 0 ? ada.name : bea.name, 'and now?', { kind: 'note' }),
  )
  const { rows } = await hub.client.log.list({ limit: 1_000 })

  expect(turns).toBe(6)
  expect(stopped).toMatchObject({ code: 'loop_blocked', data: { limit: { hops: 6 } } })
  expect(stopped.message).toContain('since a person last spoke')
  expect(other.code).toBe('loop_blocked')
  const parked = rows.filter(({ type }) => type === 'loop.parked')
  expect(parked).toHaveLength(1)
  expect(parked[0]?.text).toContain('passed on')
})

it('starts a new count for the agent a person speaks to, and for no other', async () => {
  for (let turn = 0; turn <= 6; turn++) {
    await (turn % 2 === 0
      ? say(ada, bea.name, `${turn}`, { kind: 'note' })
      : say(bea, ada.name, `${turn}`, { kind: 'note' }))
  }
  expect((await say(bea, ada.name, 'stopped', { kind: 'note' })).status).toBe(429)

  await hub.client.messages.send({ messageId: randomUUID(), to: [ada.name], body: 'ask bea once more', kind: 'note' })
  const others = await say(bea, 'owner', 'still stopped')
  const asked = await say(ada, bea.name, 'once more', { kind: 'note' })
  const answered = await say(bea, ada.name, 'with pleasure', { kind: 'note' })

  expect([others.status, asked.status, answered.status]).toEqual([429, 200, 200])
})

it('lets a person lead a dialogue of two agents for twenty turns', async () => {
  for (let turn = 0; turn < 20; turn++) {
    const [one, two] = turn % 2 === 0 ? [ada, bea] : [bea, ada]
    await hub.client.messages.send({ messageId: randomUUID(), to: [one.name], body: `turn ${turn}`, kind: 'note' })
    const answer = await say(one, two.name, `turn ${turn}`, { kind: 'note' })
    // Ten messages a minute to one recipient is another limit, and holds whoever leads.
    expect(answer.status, answer.text).toBe(200)
  }
}, 60_000)

it('counts messages that arrive all at once one after the other: a burst gains nothing', async () => {
  const burst = `const { request } = require('node:http')
    const [, socketPath] = process.argv
    const one = i => new Promise((done, fail) => request({ socketPath, method: 'POST', path: '/v1/messages',
      headers: { 'content-type': 'application/json' } }, answer => (answer.resume(), done(answer.statusCode)))
      .once('error', fail).end(JSON.stringify({ messageId: crypto.randomUUID(), to: ['${bea.name}'], body: 'b' + i, kind: 'note' })))
    Promise.all(Array.from({ length: 60 }, (_, i) => one(i))).then(all => console.log(JSON.stringify(all)))`

  const { stdout, stderr } = await ada.run([process.execPath, '-e', burst, `${hub.home}/hub.sock`])

  expect(stderr).toBe('')
  const statuses = JSON.parse(stdout) as number[]
  expect(statuses.filter(status => status === 200)).toHaveLength(10)
  expect(statuses.filter(status => status === 429)).toHaveLength(50)
})

it('shows hostile words of another agent as what they are, and sends no byte of them to the terminal as it is', async () => {
  const hostile = 'a\u001b[201~rm -rf /\u0007\u202Eb\u0000\u009b31m\ud800'
  const answer = await say(ada, bea.name, hostile)
  const { messageId } = answer.json as Sent
  const [typed = ''] = await submits(bea, 1)

  const { bytes } = bea.log()
  const read = JSON.parse((await bea.comms('read', messageId, '--json')).stdout) as InboxMessage

  expect(typed).not.toMatch(/\p{Cc}|\p{Bidi_Control}|\p{Cs}/u)
  expect(typed).toContain('rm -rf /')
  expect(bytes.toString('latin1')).not.toContain('\u001b[31m')
  expect(read.body).toContain('\u001b[201~rm -rf /')
  await untilIdle(hub, bea)
  expect(await hub.bugs()).toEqual([])
})

it('leaves nothing of who had an address before to who has it now, on a server that was started anew', async () => {
  await hub.tmux.kill()
  bea = await openPuppet(hub, 'first')
  const { messageId } = await hub.client.messages.send({
    messageId: randomUUID(),
    to: ['first'],
    body: 'for the first of this address',
    lane: 'mailbox',
  })
  const before = bea.address
  await hub.tmux.kill()
  bea = await openPuppet(hub, 'second')
  ada = await openPuppet(hub, 'neighbour')

  const { stdout } = await bea.comms('inbox', '--all', '--json')
  const delivery = await receiptOnce(hub, messageId, isEnded)

  expect(bea.address).toBe(before)
  expect(JSON.parse(stdout)).toEqual({ messages: [] })
  expect(delivery).toMatchObject({ state: 'failed', reason: 'identity_changed' })
  expect((await bea.comms('read', messageId)).code).not.toBe(0)
})
