import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CALLS, fillPath } from '../support/contract-calls.ts'
import { eventually } from '../platform/eventually.ts'
import { findSession, seenAs } from '../support/panes.ts'
import { ASKER, openPuppet, type Puppet } from '../support/puppet.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { ask, readError, type WireAnswer, type WireRequest } from '../support/wire.ts'

let hub: TempHub
let ada: Puppet
let bea: Puppet
beforeAll(async () => {
  hub = await startTempHub()
  ada = await openPuppet(hub, 'ada')
  bea = await openPuppet(hub, 'bea')
})
afterAll(() => hub[Symbol.asyncDispose]())

type Ways = Readonly<Record<string, (requests: readonly WireRequest[]) => Promise<readonly WireAnswer[]>>>

const WAYS: Ways = {
  'a stranger on agent.sock': requests => Promise.all(requests.map(one => ask(`${hub.home}/agent.sock`, one))),
  'an agent on agent.sock': requests => ada.ask('agent.sock', requests),
  'an agent on hub.sock': requests => ada.ask('hub.sock', requests),
}

const anyRequest = ({ method, path }: (typeof CALLS)[number]): WireRequest =>
  method === 'POST' ? { method, path: fillPath(path), body: {} } : { method, path: fillPath(path) }

describe.each(Object.keys(WAYS))('%s', way => {
  it('may not make a single call that is for people, whatever it sends', async () => {
    const calls = CALLS.filter(({ power }) => power === 'owner')

    const answers = await WAYS[way]!(calls.map(anyRequest))

    expect(calls.length).toBeGreaterThan(5)
    for (const [place, answer] of answers.entries()) {
      const error = readError(answer)
      expect(error, calls[place]?.name).toMatchObject({ code: 'forbidden', data: { power: 'owner' } })
      expect(error.message).toContain(calls[place]?.name)
    }
  })

  it('is let through to every call that is for agents', async () => {
    // Two that need more than a session: a mailbox with something in it, and the patience of one that waits.
    const calls = CALLS.filter(
      ({ power, name }) => power === 'agent' && !/^inbox\.|^asks\.done$|^hooks\.waiting$/.test(name),
    )

    const answers = await WAYS[way]!(calls.map(anyRequest))

    expect(answers.map(({ status }) => status)).not.toContain(403)
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(2)
  })
})

it('leaves everything to a person on hub.sock', async () => {
  for (const call of CALLS.filter(({ name }) => name !== 'hub.stop')) {
    expect((await ask(`${hub.home}/hub.sock`, anyRequest(call))).status, call.name).not.toBe(403)
  }
})

it('gives a stranger on agent.sock no mailbox, neither its own nor anybody else’s', async () => {
  const paths = ['/v1/inbox', '/v1/inbox?reader=ada', '/v1/inbox?reader=owner', '/v1/inbox?reader=person:owner']

  for (const path of paths) {
    expect(readError(await ask(`${hub.home}/agent.sock`, { path })).code).toBe('forbidden')
  }
})

it('stamps the sender itself: 500 ways to claim another name are refused or ignored', async () => {
  const claims: readonly Omit<WireRequest, 'path'>[] = [
    ...[
      'from',
      'sender',
      'caller',
      'agent',
      'name',
      'address',
      'who',
      'by',
      'as',
      'user',
      'power',
      'root',
      'hops',
    ].flatMap(field =>
      ['owner', 'bea', { kind: 'owner', name: 'owner', address: null }, ['owner']].map(value => ({
        body: { [field]: value },
      })),
    ),
    ...[
      'from',
      'x-from',
      'x-agent',
      'x-comms-agent',
      'x-forwarded-for',
      'x-real-ip',
      'authorization',
      'cookie',
      'x-power',
      'via',
    ].flatMap(name => ['owner', 'bea', 'Bearer owner', 'person:owner'].map(value => ({ headers: { [name]: value } }))),
    ...['?from=owner', '?power=owner', '?caller[power]=owner', '?sender[kind]=owner'].map(query => ({
      headers: { query },
    })),
  ]
  const requests = Array.from({ length: 500 }, (_, index): WireRequest => {
    const { body = {}, headers = {} } = claims[index % claims.length] ?? {}
    const { query = '', ...rest } = headers
    const message = {
      messageId: randomUUID(),
      to: ['owner'],
      body: `claim ${index}`,
      kind: 'note',
      ...(body as object),
    }
    return { method: 'POST', path: `/v1/messages${query}`, headers: rest, body: message }
  })

  const half = requests.length / 2
  await ada.ask('hub.sock', requests.slice(0, half))
  await Promise.all(requests.slice(half).map(one => ask(`${hub.home}/agent.sock`, one)))

  const { messages } = await hub.client.inbox.list({ all: 'true', limit: 1_000 })
  const senders = new Set(messages.map(({ from }) => from.replace(/\d+$/u, 'N')))
  expect([...senders].toSorted()).toEqual(['ada', 'process-N'])
  const { rows } = await hub.client.log.list({ kind: 'audit', limit: 1_000 })
  expect(rows.filter(({ by }) => by.startsWith('owner')).filter(({ text }) => text.startsWith('send'))).toEqual([])
}, 60_000)

it('speaks as nobody but itself when it names a message it has never seen', async () => {
  const secret = randomUUID()
  await hub.client.messages.send({ messageId: secret, to: ['bea'], body: 'for bea alone', lane: 'mailbox' })

  const [answer] = await ada.ask('hub.sock', [
    {
      method: 'POST',
      path: '/v1/messages',
      body: { messageId: randomUUID(), to: ['bea'], body: 'yes', replyTo: secret },
    },
  ])

  expect(readError(answer!)).toMatchObject({ code: 'not_found', data: { name: secret } })
  const { deliveries } = await hub.client.messages.receipts({ messageId: secret })
  expect(deliveries[0]?.state).toBe('queued')
})

it('cannot read, acknowledge or withdraw what is another’s', async () => {
  const messageId = randomUUID()
  await hub.client.messages.send({ messageId, to: ['bea'], body: 'for bea alone', lane: 'mailbox' })
  const post = (path: string, body = {}): WireRequest => ({ method: 'POST', path, body })
  const attempts = [
    post(`/v1/inbox/${messageId}/read`),
    post(`/v1/inbox/${messageId}/read`, { reader: 'bea' }),
    post(`/v1/inbox/${messageId}/ack`, { reader: 'bea' }),
    post(`/v1/messages/${messageId}/cancel`),
  ]

  const mine = await ada.ask('hub.sock', attempts)
  const strangers = await Promise.all(attempts.map(one => ask(`${hub.home}/agent.sock`, one)))

  expect(mine.map(answer => readError(answer).code)).toEqual(['not_found', 'forbidden', 'forbidden', 'forbidden'])
  expect(strangers.map(answer => readError(answer).code)).toEqual(Array.from({ length: 4 }, () => 'forbidden'))
  const { deliveries } = await hub.client.messages.receipts({ messageId })
  expect(deliveries[0]?.state).toBe('queued')
})

it('shows an agent the words of its own messages in the stream of events, and nobody else’s', async () => {
  await hub.client.messages.send({ messageId: randomUUID(), to: ['bea'], body: 'SECRET-1', lane: 'mailbox' })
  await bea.ask('hub.sock', [
    { method: 'POST', path: '/v1/messages', body: { messageId: randomUUID(), to: ['owner'], body: 'SECRET-2' } },
  ])
  const curl = (who: Puppet) =>
    who.run(['curl', '-sS', '--max-time', '1', '--unix-socket', `${hub.home}/hub.sock`, 'http://comms/v1/events'])

  const [toAda, toBea] = await Promise.all([curl(ada), curl(bea)])

  expect(toAda.stdout).toContain('message.accepted')
  expect(toAda.stdout).not.toMatch(/SECRET-[12]/)
  expect(toBea.stdout).toContain('SECRET-2')
  expect(toBea.stdout).not.toContain('SECRET-1')
})

it('leaves a mailbox as it was when a person looks into it: only its reader proves that a message arrived', async () => {
  const messageId = randomUUID()
  await hub.client.messages.send({ messageId, to: ['bea'], body: 'look', lane: 'mailbox' })

  const seen = await hub.client.inbox.read({ messageId, reader: 'bea' })
  const acked = await ask(`${hub.home}/hub.sock`, {
    method: 'POST',
    path: `/v1/inbox/${messageId}/ack`,
    body: { reader: 'bea' },
  })
  const before = await hub.client.messages.receipts({ messageId })
  await bea.comms('read', messageId)
  const after = await hub.client.messages.receipts({ messageId })

  expect(seen).toMatchObject({ body: 'look', readAt: null })
  expect(readError(acked).code).toBe('forbidden')
  expect(before.deliveries[0]?.state).toBe('queued')
  expect(after.deliveries[0]).toMatchObject({ state: 'confirmed' })
  expect(after.deliveries[0]?.steps.at(-1)).toMatchObject({ source: 'reader', evidence: 'the recipient read it' })
})

it('takes what a suspended agent left running for that agent, not for the person at its shell', async () => {
  const file = join(hub.tmux.folder, 'left.json')
  const request = { socketPath: `${hub.home}/hub.sock`, method: 'POST', path: '/v1/groups', body: {} }
  const later = `sleep 2; printf '%s' "$REQUESTS" | "$NODE" "$ASKER" > "${file}.part"; mv "${file}.part" "${file}"`
  const env = { REQUESTS: JSON.stringify([request]), NODE: process.execPath, ASKER }
  const cy = await openPuppet(hub, 'cy', {}, { underShell: true })
  const pid = (await findSession(hub, cy.address))?.pid ?? 0

  void cy.run(['sh', '-c', later], { env, detached: true }).catch(() => {})
  await eventually(
    () => hub.agents.hub.status(),
    () => true,
  )
  await new Promise(resolve => setTimeout(resolve, 300))
  process.kill(pid, 'SIGSTOP')
  await seenAs(hub, cy.address, ({ kind }) => kind === 'shell')
  const answer = await eventually(
    () => readFile(file, 'utf8').catch(() => ''),
    text => text !== '',
  )
  process.kill(pid, 'SIGKILL')

  expect(JSON.parse(answer)).toMatchObject([{ status: 403, json: { error: { code: 'forbidden' } } }])
})
