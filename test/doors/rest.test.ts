import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { promisify } from 'node:util'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CALLS, fillPath, type ContractCall } from '../support/contract-calls.ts'
import { openRecorder, type RecorderPane } from '../support/panes.ts'
import { openBash } from '../platform/open-pty.ts'
import { eventually } from '../platform/eventually.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { ask, readError } from '../support/wire.ts'

const execFileAsync = promisify(execFile)
const HEADS = { 'content-type': 'application/json' }

/** What a hub may be built without. */
const MAY_BE_MISSING: readonly unknown[] = ['web']

let hub: TempHub
let recorder: RecorderPane
let socket: string
beforeAll(async () => {
  hub = await startTempHub()
  recorder = await openRecorder(hub, {}, { name: 'ada' })
  socket = `${hub.home}/hub.sock`
})
afterAll(() => hub[Symbol.asyncDispose]())

/** A good input for every call that takes one, in an order that works. */
async function goodInputs(): Promise<Readonly<Record<string, Record<string, unknown>>>> {
  const held = randomUUID()
  const mail = randomUUID()
  const held2 = randomUUID()
  const operation = randomUUID()
  const runId = randomUUID()
  const target = recorder.address
  await writeFile(join(hub.home, 'scripts', 'hello.sh'), '# @name Hello\nsleep 5\n', { mode: 0o700 })
  const { fingerprint } = await hub.client.scripts.plan({ script: 'hello' })
  const what = { kind: 'report' as const, to: ['owner'] }
  const when = { kind: 'cron', cron: '0 21 * * *', zone: 'Europe/Berlin' } as const
  await hub.client.schedules.save({ name: 'kept', what, when })
  await hub.client.messages.send({ messageId: held, to: [target], body: 'x', expiresInSeconds: 600, lane: 'mailbox' })
  await hub.agents.messages.send({ messageId: mail, to: ['owner'], body: 'for you', kind: 'note' })
  await hub.client.groups.save({ name: 'shown', members: [target] })
  const own = { command: ['cat'], cwd: '/tmp', environment: { PATH: '/usr/bin:/bin' } }
  const { address } = await hub.client.sessions.start(own)
  const ended = randomUUID()
  await hub.client.messages.send({ messageId: ended, to: [target], body: 'y', lane: 'mailbox' })
  await hub.client.messages.cancel({ messageId: ended })
  return {
    'sessions.list': { filter: 'is:idle' },
    'sessions.show': { target },
    'sessions.screen': { target },
    'sessions.moments': { target },
    'sessions.moment': { target, at: '2100-01-01T00:00:00.000Z' },
    'sessions.focus': { target },
    'sessions.title': { target, title: 'a title' },
    'sessions.submit': { target, submit: 'cr' },
    'sessions.open': { beside: target, where: 'window', command: ['sleep', '600'] },
    'sessions.tag': { target, name: 'task', value: '42' },
    'sessions.tagged': { target, name: 'task' },
    'sessions.start': { ...own, name: 'mine' },
    'sessions.close': { target: address },
    'messages.send': { messageId: randomUUID(), to: [target], body: 'hello', lane: 'mailbox' },
    'messages.plan': { to: [target], body: 'hello' },
    'messages.receipts': { messageId: held },
    'messages.retry': { messageId: ended },
    'messages.cancel': { messageId: held },
    'inbox.list': { all: 'true', limit: '5' },
    'inbox.read': { messageId: mail },
    'inbox.ack': { messageId: mail },
    'groups.show': { name: 'shown' },
    'groups.save': { name: 'made', members: [target] },
    'groups.remove': { name: 'shown', members: [] },
    'log.list': { kind: 'audit', limit: '3' },
    'settings.update': {},
    'templates.save': { name: 'morning', body: 'good morning' },
    'templates.use': { name: 'morning' },
    'templates.remove': { name: 'morning' },
    'hub.mend': { check: 'folder' },
    'asks.ask': { messageId: held2, to: target, body: 'which branch?' },
    'asks.answer': { messageId: held2, waitSeconds: '0' },
    'operations.begin': {
      id: operation,
      name: 'nightly',
      roles: [{ role: 'worker', to: [target], instruction: 'run the tests' }],
    },
    'operations.show': { id: operation },
    'operations.followUp': { id: operation, messageId: randomUUID(), body: 'well?' },
    'operations.cancel': { id: operation },
    'scripts.show': { script: 'hello' },
    'scripts.plan': { script: 'hello' },
    'scripts.approve': { script: 'hello', fingerprint },
    'scripts.run': { script: 'hello', runId },
    'scripts.stop': { runId },
    'scripts.results': { runId },
    'scripts.output': { runId, after: '0' },
    'schedules.show': { schedule: 'kept' },
    'schedules.preview': { when },
    'schedules.save': { name: 'made', what, when },
    'schedules.propose': { name: 'proposed', what, when },
    'schedules.edit': { schedule: 'kept', policy: {} },
    'schedules.pause': { schedule: 'kept', note: 'a holiday' },
    'schedules.resume': { schedule: 'kept' },
    'schedules.run': { schedule: 'kept' },
    'schedules.backfill': {
      schedule: 'kept',
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-01-02T00:00:00.000Z',
      isPreview: true,
    },
    'schedules.remove': { schedule: 'kept' },
    'schedules.restore': { schedule: 'kept' },
    'schedules.runs': { schedule: 'kept' },
    'quiet.set': { who: 'owner', days: ['mon'], from: '01:00', to: '01:01', zone: 'UTC' },
    'attention.tells': { address: target, cause: 'done' },
    'attention.level': { who: target, level: 'needs_you' },
    'attention.snooze': { what: target, until: '2099-01-01T00:00:00.000Z' },
    'rules.save': { rules: [{ name: 'deploys', when: { tag: 'deploy' }, to: ['owner'] }] },
    'rules.test': { rule: 'deploys' },
    'rules.turn': { rule: 'deploys', isOn: true },
    'rules.remove': { rule: 'deploys' },
    'quiet.remove': { who: 'owner' },
    'hooks.skill': { line: 'list' },
  }
}

/** Calls that a person alone cannot make a good one of; the tests named show what they answer. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'asks.done': 'test/hub/operations.test.ts',
  'operations.report': 'test/hub/operations.test.ts',
  'hooks.report': 'test/hub/hooks.test.ts',
  'hooks.waiting': 'test/claude/plugin.test.ts',
  'mcp.admit': 'test/mcp/http.test.ts',
  'mcp.forget': 'test/mcp/http.test.ts',
  'limits.continue': 'test/hub/usage-limits.test.ts',
  'limits.leave': 'test/hub/usage-limits.test.ts',
  'needs.answer': 'test/hub/needs.test.ts',
  'installs.plan': 'test/claude/installer.test.ts',
  'installs.apply': 'test/claude/installer.test.ts',
  'schedules.approve': 'test/hub/schedules.test.ts',
  'transcripts.read': 'test/hub/transcripts.test.ts',
  'transcripts.search': 'test/hub/transcripts.test.ts',
  'transcripts.turn': 'test/hub/transcripts.test.ts',
}

/** The call as it goes over the wire: what the path names into the path, the rest into the query or the body. */
function wire({ method, path }: ContractCall, input: Record<string, unknown> = {}) {
  const rest = { ...input }
  const filled = path.replace(/\{(\w+)\}/gu, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  if (method === 'POST') return { method, path: filled, body: rest }
  return { method, path: `${filled}?${new URLSearchParams(rest as Record<string, string>).toString()}` }
}

/** `/messages/{messageId}` answers at `/messages/plan` too. */
function matches(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replace(/\{\w+\}/gu, '[^/]+')}$`, 'u').test(path)
}

it('answers every call of the contract with what the contract promises', async () => {
  const inputs = await goodInputs()
  await using watcher = await openBash()
  watcher.write(`exec tmux -S ${hub.tmux.socket} attach -t ada\r`)
  await eventually(
    () => hub.tmux.run('list-clients'),
    clients => /pts/.test(clients),
  )
  const calls = CALLS.filter(({ name }) => name !== 'hub.stop' && !Object.hasOwn(ELSEWHERE, name))

  for (const call of calls) {
    const answer = await ask(socket, wire(call, inputs[call.name]))
    const isMissing = answer.status === 501 && MAY_BE_MISSING.includes(readError(answer).data['what'])

    expect([200, isMissing ? 501 : 200], `${call.name}: ${answer.text}`).toContain(answer.status)
    expect(isMissing ? undefined : call.output.safeParse(answer.json).error, call.name).toBeUndefined()
  }
})

describe.each(['hub.sock', 'agent.sock'])('on %s', door => {
  const at = () => `${hub.home}/${door}`

  it('refuses every other method with those that are allowed, and changes nothing', async () => {
    const paths = new Set([...CALLS.map(({ path }) => path), '/v1/events', '/v1/openapi.json', '/health'])
    for (const path of paths) {
      const known: string[] = CALLS.filter(call => matches(call.path, path)).map(({ method }) => method)
      const allowed = known.length > 0 ? known : ['GET']
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter(one => !allowed.includes(one))) {
        const answer = await ask(at(), { method, path: fillPath(path) })

        expect(readError(answer), `${method} ${path}`).toMatchObject({ code: 'method_not_allowed', data: { allowed } })
      }
    }
  })

  it.each([
    '/v1',
    '/v1/',
    '/v1/nothing',
    '/v1/hub/..%2fstop',
    '/v1/messages/a/b/c',
    '/',
    '/index.html',
    '//v1/hub',
    `/v1/${'x'.repeat(4_000)}`,
    '/v1/__proto__',
    '/v1/constructor',
  ])('tells that there is no call %s', async path => {
    expect(readError(await ask(at(), { path })).code).toMatch(/^(no_such_call|bad_request)$/)
  })

  it.each(['/v1/%', '/v1/%zz/x', '/v1/groups/%c0%ae', '/%00%', '/v1/groups/%E0%A4%A'])(
    'calls the broken address %s a bad request',
    async path => {
      expect(readError(await ask(at(), { path })).code).toMatch(/^(bad_request|no_such_call)$/)
    },
  )
})

describe('refuses, and sends nothing,', () => {
  const good = () => ({ messageId: randomUUID(), to: [recorder.address], body: 'never', lane: 'mailbox' })

  async function refused(request: { headers?: Record<string, string>; body: unknown }) {
    const before = (await hub.client.hub.status()).lastEvent
    const error = readError(await ask(socket, { method: 'POST', path: '/v1/messages', headers: HEADS, ...request }))
    const after = await hub.client.log.list({ after: before, filter: '' })
    expect(after.rows.filter(({ type }) => type === 'message.accepted')).toEqual([])
    return error
  }

  it.each([
    ['nothing at all', ''],
    ['an empty object', '{}'],
    ['half of a JSON text', '{"messageId":"'],
    ['a JSON text and more', '{} {}'],
    ['a list', '[]'],
    ['a number', '7'],
    ['null', 'null'],
    ['a string', '"hello"'],
    ['NaN', 'NaN'],
    ['a comment', '{/* */}'],
    ['ten thousand levels', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['ten thousand objects in each other', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['half a million levels', '['.repeat(500_000)],
    ['bytes that are no UTF-8', Buffer.from('{"body":"\xff\xfe"}', 'latin1')],
    ['a compressed-looking body', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])],
  ])('%s', async (_what, body) => {
    expect((await refused({ body })).code).toBe('bad_request')
  })

  it('a hundred thousand empty lists side by side, without a word about JSON', async () => {
    const error = await refused({ body: JSON.stringify({ ...good(), to: Array.from({ length: 100_000 }, () => []) }) })

    expect(error).toMatchObject({ code: 'bad_request' })
    expect(error.message).toMatch(/^to/)
  })

  it.each(['from', 'sender', 'root', 'hops', 'at', 'id', 'state', '__proto__', 'constructor', 'toString', ''])(
    'an unknown field %j, by its name',
    async field => {
      const text = JSON.stringify(good()).replace('{', `{${JSON.stringify(field)}:{"kind":"owner","name":"owner"},`)

      const error = await refused({ body: text })

      expect(error.code).toBe('bad_request')
      expect(error.message).toContain(field)
    },
  )

  it.each([
    ['messageId', undefined],
    ['messageId', 'not-an-id'],
    ['messageId', '../../etc/passwd'],
    ['to', undefined],
    ['to', []],
    ['to', 'ada'],
    ['to', ['']],
    ['to', [null]],
    ['to', ['x'.repeat(1_001)]],
    ['to', Array.from({ length: 1_001 }, () => 'ada')],
    ['body', undefined],
    ['body', 7],
    ['body', null],
    ['body', ['a']],
    ['kind', 'order'],
    ['lane', 'pigeon'],
    ['submit', 'hammer'],
    ['noReply', 'yes'],
    ['replyTo', 'latest'],
    ['expiresInSeconds', 0],
    ['expiresInSeconds', -1],
    ['expiresInSeconds', 1e300],
    ['expiresInSeconds', '60'],
    ['confirmed', 1],
  ])('a bad %s (%j), by its name', async (field, value) => {
    const error = await refused({ body: { ...good(), [field]: value } })

    expect(error.code).toBe('bad_request')
    expect(error.message).toContain(field)
    expect(error.data['issues']).toBeInstanceOf(Array)
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    '*/*',
  ])('the content type %s', async type => {
    const error = await refused({ headers: { 'content-type': type }, body: JSON.stringify(good()) })

    expect(error.code).toBe('bad_request')
    expect(error.message).toContain('application/json')
  })

  it('a body over the limit by one byte, names the limit, and takes one that just fits', async () => {
    const limit = 65_536

    const over = await refused({ body: { ...good(), body: 'ü'.repeat(limit / 2) + 'x' } })
    const fits = await ask(socket, {
      method: 'POST',
      path: '/v1/messages',
      body: { ...good(), body: '\u0001'.repeat(limit - 1) + 'x' },
    })

    expect(over).toMatchObject({ code: 'body_too_large', data: { limit, size: limit + 1 } })
    expect(over.message).toContain(String(limit))
    expect(fits.status, fits.text).toBe(200)
  })

  it('a body a hundred times over the limit, names the limit, and does not keep it', async () => {
    const error = await refused({ body: { ...good(), body: 'x'.repeat(6_553_600) } })

    expect(error).toMatchObject({ code: 'body_too_large', data: { limit: 65_536 } })
    expect(error.message).toContain('65536')
  })

  it.each(['', ' ', '\n\n', '\u0000\u001b\u0007', '\u200b\u2060'])('the empty text %j', async body => {
    expect((await refused({ body: { ...good(), body } })).code).toBe('empty_body')
  })

  it('an unknown target, an ambiguous one and a bad filter, and says what to do', async () => {
    await hub.tmux.newSession(['cat'], { name: 'twin', cwd: '/tmp' })

    const unknown = await refused({ body: { ...good(), to: ['adda'] } })
    const bad = await refused({ body: { ...good(), to: ['is:idle dur:>x'] } })

    expect(unknown).toMatchObject({ code: 'not_found', data: { what: 'session', name: 'adda' } })
    expect(unknown.hint).toContain('ada')
    expect(bad.code).toBe('bad_filter')
  })

  it('an answer to a message that does not exist', async () => {
    const error = await refused({ body: { ...good(), replyTo: randomUUID() } })

    expect(error).toMatchObject({ code: 'not_found', data: { what: 'message' } })
  })

  it('headers over the limit, in the words of the table', async () => {
    const error = readError(await ask(socket, { path: '/v1/hub', headers: { 'x-huge': 'x'.repeat(20_000) } }))

    expect(error).toMatchObject({ code: 'bad_request', message: 'the headers of the request are too large' })
  })
})

it('takes the last of two equal keys, as every reader here does', async () => {
  const messageId = randomUUID()
  const text = `{"messageId":"${messageId}","to":["nobody"],"to":["${recorder.address}"],"body":"twice","lane":"mailbox"}`

  const answer = await ask(socket, { method: 'POST', path: '/v1/messages', body: text })

  expect(answer.json).toMatchObject({ deliveries: [{ to: { address: recorder.address } }] })
})

it('says which field of a group is wrong, and not only that something is', async () => {
  const at = { method: 'POST', path: '/v1/groups' }

  const both = readError(await ask(socket, { ...at, body: { name: 'x', members: ['ada'], filter: 'is:idle' } }))
  const name = readError(await ask(socket, { ...at, body: { name: 'Not A Name', members: ['ada'] } }))

  expect(both.message).toMatch(/filter|members/)
  expect(name.message).toMatch(/^name: lower-case/)
})

it('changes nothing on GET, whatever is asked', async () => {
  const marks = async () => {
    const { rows } = await hub.client.log.list({ kind: 'audit', limit: 5_000 })
    const { rows: deliveries } = await hub.client.log.list({ kind: 'deliveries', limit: 5_000 })
    return JSON.stringify([rows.length, deliveries.map(({ data }) => data), await hub.client.groups.list()])
  }
  // What the calls before set going comes to rest first.
  let before = ''
  await eventually(marks, now => {
    const isAtRest = now === before
    before = now
    return isAtRest
  })

  for (const { path } of CALLS) {
    await ask(socket, {
      path: `${fillPath(path)}?target=ada&name=x&members=ada&messageId=${randomUUID()}&body=x&to=ada`,
    })
    await ask(socket, { method: 'HEAD', path: fillPath(path) })
  }

  expect(await marks()).toBe(before)
})

it('answers a question it refuses at once, though a body was announced that never comes', async () => {
  const line = connect(socket)
  line.write('GET /v1/session HTTP/1.1\r\nHost: comms\r\nContent-Length: 99999999\r\n\r\n')

  const [said] = (await once(line, 'data')) as [Buffer]
  line.destroy()

  expect(said.toString()).toMatch(/^HTTP\/1.1 400 [^]*"code":"bad_request"/)
})

it('is a plain HTTP server that curl can talk to', async () => {
  const curl = (...args: string[]) => execFileAsync('curl', ['-sS', '--unix-socket', socket, ...args])

  const seen = await curl('http://comms/v1/sessions?filter=name:ada')
  const sent = await curl(
    ...['-H', 'content-type: application/json', 'http://comms/v1/messages', '-d'],
    JSON.stringify({ messageId: randomUUID(), to: ['ada'], body: 'by curl', lane: 'mailbox' }),
  )
  const health = await curl('http://comms/health')

  expect(JSON.parse(seen.stdout)).toMatchObject({ sessions: [{ name: 'ada' }] })
  expect(JSON.parse(sent.stdout)).toMatchObject({ deliveries: [{ state: 'queued', to: { name: 'ada' } }] })
  expect(health.stdout).toBe('ok')
})

it('has logged no bug through all of this', async () => {
  expect(await hub.bugs()).toEqual([])
})
