import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fakeDelivery, fakeSession, MESSAGE, startFakeHub, WireError, type FakeHub } from './fake-hub.ts'
import { comms, type RunOptions } from './run-comms.ts'

let hub: FakeHub
beforeEach(async () => {
  hub = await startFakeHub()
})
afterEach(() => hub[Symbol.asyncDispose]())

const run = (argv: readonly string[], options: Partial<RunOptions> = {}) => comms(argv, { home: hub.home, ...options })
const lastRequest = () => hub.requests.at(-1)

describe('ls', () => {
  const sessions = [
    fakeSession('api', { state: 'blocked', detail: 'permission', cwd: '/srv/app' }),
    fakeSession('日本\u001B[2J', { state: 'working', branch: null }),
  ]

  test('shows a shape per state, aligned, with hostile names made visible', async () => {
    hub.answer('GET /sessions', () => ({ sessions, hints: ['nosuch: was read as text'] }))
    const { code, stdout, stderr } = await run(['ls', 'is:blocked', '-is:muted'])
    const lines = stdout.trimEnd().split('\n')
    expect(code).toBe(0)
    expect(lines[0]).toMatch(
      /^▲ {2}api +needs you: permission +\d+ [hd] +claude {2}\/srv\/app {2}main {2}tmux:default\/%1$/,
    )
    expect(lines[1]).toMatch(/^◔ {2}日本\\u\{1b\}\[2J {2}working/)
    expect(stderr).toBe('note: nosuch: was read as text\n')
    expect(lastRequest()?.path).toBe('/sessions?filter=is%3Ablocked+-is%3Amuted')
  })

  test('prints the answer as one JSON document on one line', async () => {
    hub.answer('GET /sessions', () => ({ sessions, hints: [] }))
    const { stdout } = await run(['ls', '--json'])
    expect(stdout.match(/\n/g)).toHaveLength(1)
    expect(JSON.parse(stdout)).toEqual({ sessions, hints: [] })
  })

  test('fits a narrow terminal and colours only a terminal', async () => {
    hub.answer('GET /sessions', () => ({ sessions, hints: [] }))
    const narrow = await run(['ls', '--no-color'], { columns: 60 })
    const coloured = await run(['ls'], { columns: 200 })
    const piped = await run(['ls'])
    for (const line of narrow.stdout.trimEnd().split('\n')) expect(line.length).toBeLessThanOrEqual(60)
    expect(coloured.stdout).toContain('\u001B[33m▲\u001B[0m')
    expect(piped.stdout).not.toContain('\u001B')
  })

  test('says on standard error what to do when there is nothing to show', async () => {
    hub.answer('GET /sessions', () => ({ sessions: [], hints: [] }))
    expect(await run(['ls', 'is:idle'])).toMatchObject({ code: 0, stdout: '', stderr: /No session matches is:idle/ })
  })
})

describe('one session', () => {
  test('show tells its state with the evidence, and its latest receipts', async () => {
    const answer = { session: fakeSession('api'), receipts: [fakeDelivery('api', ['confirmed'])], claude: null }
    hub.answer('GET /session', () => answer)
    const { stdout } = await run(['show', 'api'])
    expect(stdout).toMatch(/evidence +an empty composer \(screen, \d+ [hd]\)/)
    expect(stdout).toMatch(/latest receipts\n✓ {2}api {2}confirmed/)
  })

  test('screen prints its rows harmless', async () => {
    hub.answer('GET /screen', () => ({ lines: ['\u001B]0;x\u0007> ', '日本'], cursor: { column: 0, row: 0 } }))
    expect((await run(['screen', 'api'])).stdout).toBe('\\u{1b}]0;x\\u{7}> \n日本\n')
  })

  test('focus and title ask for exactly that', async () => {
    hub.answer('POST /focus', () => ({ ok: true }))
    hub.answer('POST /title', () => ({ ok: true }))
    await run(['focus', 'tmux:default/%3'])
    expect(lastRequest()?.body).toEqual({ target: 'tmux:default/%3' })
    await run(['title', 'api', 'do', 'not', 'restart'])
    expect(lastRequest()?.body).toEqual({ target: 'api', title: 'do not restart' })
  })
})

describe('send', () => {
  const answer = () =>
    hub.answer('POST /messages', ({ body }) => ({
      messageId: (body as { messageId: string }).messageId,
      deliveries: [
        fakeDelivery('api', ['accepted', 'queued']),
        fakeDelivery('web', ['accepted', 'held'], { reason: 'draft' }),
      ],
    }))

  test('sends what was asked, with an id of its own, and shows why a target waits', async () => {
    answer()
    const { code, stdout } = await run(['send', 'api', '@web', '--', '/compact\u001B'])
    const body = lastRequest()?.body as { messageId: string }
    expect(body).toEqual({ messageId: body.messageId, to: ['api', '@web'], body: '/compact\u001B' })
    expect(body.messageId).toMatch(/^[\da-f]{8}-[\da-f]{4}-7/)
    expect(code).toBe(0)
    expect(stdout).toContain(`message ${body.messageId}\n`)
    expect(stdout).toContain("▲  web  held    terminal  holds: somebody's unsent text is in the composer")
  })

  test('passes every flag on', async () => {
    answer()
    const flags = ['--lane', 'mailbox', '--submit', 'cr', '--kind', 'note', '--no-reply', '--reply-to', MESSAGE]
    await run([
      'send',
      'api',
      'hi',
      ...flags,
      '--expires',
      '2h',
      '--yes',
      '--as-command',
      '--id',
      MESSAGE.toUpperCase(),
    ])
    expect(lastRequest()?.body).toEqual({
      ...{ messageId: MESSAGE, to: ['api'], body: 'hi', lane: 'mailbox', submit: 'cr', kind: 'note', noReply: true },
      ...{ replyTo: MESSAGE, expiresInSeconds: 7_200, confirmed: true, asCommand: true },
    })
  })

  test('reads the text from standard input, less one line end', async () => {
    answer()
    await run(['send', 'api', '-'], { input: 'one\n\ntwo\n\n' })
    expect(lastRequest()?.body).toMatchObject({ body: 'one\n\ntwo\n' })
  })

  test.each([
    ['no target', ['send', 'hi'], '', 2, 'Targets and a text are needed'],
    ['nothing at all', ['send'], '', 2, 'Nobody to send to'],
    ['no text', ['send', 'api', ''], '', 2, 'The text is empty'],
    ['no text behind the dashes', ['send', 'api', '--'], '', 2, 'The text is empty'],
    ['empty input', ['send', 'api', '-'], '\n', 2, 'Standard input was empty'],
    ['input that is not UTF-8', ['send', 'api', '-'], Buffer.from([0xff, 0xfe]), 2, 'not UTF-8'],
    ['input of two megabytes', ['send', 'api', '-'], 'x'.repeat(2_000_000), 2, 'more than 1048576 bytes'],
    ['an id that is none', ['send', 'api', 'hi', '--id', 'abc'], '', 2, 'is not the id of a message'],
    ['a time that is none', ['send', 'api', 'hi', '--expires', 'soon'], '', 2, '--expires takes a length of time'],
    ['a timeout without a wait', ['send', 'api', 'hi', '--timeout', '5'], '', 2, 'nothing is waited for'],
  ])('%s is one line that says so, and nothing is sent', async (_, argv, input, code, message) => {
    const ran = await run(argv, { input })
    expect(ran).toMatchObject({ code, stdout: '' })
    expect(ran.stderr).toMatch(/^comms: [^\n]+\n( {2}hint: [^\n]+\n)?$/)
    expect(ran.stderr).toContain(message)
    expect(hub.requests).toEqual([])
  })

  test("tells the hub's refusal in its words, its hint and its exit code", async () => {
    hub.answer('POST /messages', () => {
      throw new WireError(409, {
        error: {
          code: 'ambiguous',
          message: 'api is two\u001B[2J',
          hint: 'name one',
          data: { candidates: ['api:1', 'api:2'] },
        },
      })
    })
    const plain = await run(['send', 'api', 'hi'])
    const json = await run(['send', 'api', 'hi', '--json'])
    expect(plain).toEqual({ code: 4, stdout: '', stderr: 'comms: api is two\\u{1b}[2J\n  hint: name one\n' })
    expect(JSON.parse(json.stderr)).toMatchObject({
      error: { code: 'ambiguous', data: { candidates: ['api:1', 'api:2'] } },
    })
    expect(json.code).toBe(4)
  })

  test('with --dry-run shows the outcome per target and the exact text, and sends nothing', async () => {
    const planned = { to: { address: 'tmux:default/%1', name: 'api' }, lane: 'terminal', reason: null, detail: 'idle' }
    hub.answer('POST /messages/plan', () => ({
      deliveries: [
        { ...planned, outcome: 'send', text: 'hi\u001B' },
        { ...planned, to: { ...planned.to, name: 'sh' }, outcome: 'skip', reason: 'shell', text: 'hi' },
      ],
    }))
    const { stdout } = await run(['send', 'api', 'sh', 'hi', '--dry-run'])
    expect(stdout).toContain('Would send to 1 · skip 1. Nothing was sent.')
    expect(stdout).toContain('skipped: a shell is in front, and would run the text')
    expect(stdout).toContain('text\n  hi\\u{1b}\n')
    expect(hub.requests.map(({ path }) => path)).toEqual(['/messages/plan'])
  })
})

describe('which door', () => {
  const inAgent = { CLAUDECODE: '1', TMUX_PANE: '%3' }

  test.each([
    ['an agent in a pane', inAgent, 'agent'],
    ['a named agent in a session of ours', { COMMS_AGENT: 'api', COMMS_SESSION: 'pty:1' }, 'agent'],
    ['a person in tmux', { TMUX_PANE: '%3' }, 'hub'],
    ['a mark without a session', { CLAUDECODE: '1' }, 'hub'],
    ['a person', {}, 'hub'],
  ] as const)('%s uses it', async (_, env, door) => {
    hub.answer('GET /inbox', () => ({ messages: [] }))
    await run(['inbox'], { env })
    expect(lastRequest()?.door).toBe(door)
  })
})

describe('inbox', () => {
  const message = {
    ...{ id: MESSAGE, from: 'owner', conversation: null, kind: 'task', at: '2026-11-20T14:00:00.000Z', replyTo: null },
    ...{ body: 'first\u001B[2J\nsecond', readAt: null },
  }

  test('lists the first line of each message, harmless', async () => {
    hub.answer('GET /inbox', () => ({ messages: [message] }))
    const { stdout } = await run(['inbox', '--all', '--limit', '5', '--reader', 'api'])
    expect(stdout).toContain(`${MESSAGE}  owner`)
    expect(stdout).toContain('first\\u{1b}[2J\n')
    expect(lastRequest()?.path).toBe('/inbox?reader=api&all=true&limit=5')
  })

  test('read prints the whole body, never raw', async () => {
    hub.answer(`POST /inbox/${MESSAGE}/read`, () => message)
    expect((await run(['read', MESSAGE])).stdout).toMatch(/\n\nfirst\\u\{1b\}\[2J\nsecond\n$/)
    expect((await run(['read', MESSAGE, '--json'])).stdout).not.toContain('\u001B')
  })

  test('refuses a limit that is none', async () => {
    expect(await run(['inbox', '--limit', '0'])).toMatchObject({
      code: 2,
      stderr: /--limit takes a number from 1 to 1000/,
    })
  })
})

describe('groups', () => {
  test('add saves members or a filter, and refuses both and neither', async () => {
    hub.answer('POST /groups', ({ body }) => ({ kind: 'fixed', members: [], ...(body as object) }))
    await run(['group', 'add', '@backend', 'api', 'worker'])
    expect(lastRequest()?.body).toEqual({ name: 'backend', members: ['api', 'worker'] })
    await run(['group', 'add', 'idle', '--filter', '-is:muted is:idle'])
    expect(lastRequest()?.body).toEqual({ name: 'idle', filter: '-is:muted is:idle' })
    expect(await run(['group', 'add', 'x'])).toMatchObject({ code: 2, stderr: /either members or a filter/ })
    expect(await run(['group', 'add', 'x', 'a', '--filter', 'is:idle'])).toMatchObject({ code: 2 })
  })

  test('show names who it means now and who is absent', async () => {
    hub.answer('GET /groups/backend', () => ({
      group: { kind: 'fixed', name: 'backend', members: ['api', 'old'] },
      ...{ sessions: [fakeSession('api')], absent: ['old'] },
    }))
    expect((await run(['group', 'show', '@backend'])).stdout).toMatch(
      /^@backend: api, old\n○ {2}api .*\nabsent: old\n$/,
    )
  })
})

describe('the log', () => {
  const row = (number: number, text = `row ${number}`) => ({
    ...{ number, at: '2026-11-20T14:00:00.000Z', type: 'delivery.changed', by: 'owner', to: 'api', status: 'held' },
    ...{ text, data: { number } },
  })

  test('export reads page after page to the end', async () => {
    hub.answer('GET /log', ({ path }) => {
      const after = Number(new URL(path, 'http://x').searchParams.get('after'))
      return { rows: [row(after + 1)], hints: [], next: after + 1, end: after === 2 }
    })
    const { stdout } = await run(['export', 'since:2h'])
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map(line => (JSON.parse(line) as { number: number }).number),
    ).toEqual([1, 2, 3])
  })

  test('export ends when a page does not move on', async () => {
    hub.answer('GET /log', () => ({ rows: [], hints: [], next: 0, end: false }))
    expect(await run(['export'])).toMatchObject({ code: 0, stdout: '' })
  })

  test('export writes CSV that no spreadsheet runs', async () => {
    hub.answer('GET /log', () => ({ rows: [row(1, '=cmd()\u001B,"x"')], hints: [], next: 1, end: true }))
    expect((await run(['export', '--format', 'csv'])).stdout).toBe(
      'number,at,type,by,to,status,text\n1,2026-11-20T14:00:00.000Z,delivery.changed,owner,api,held,"\'=cmd()\\u{1b},""x"""\n',
    )
  })

  test('log says so when nothing matches', async () => {
    hub.answer('GET /log', () => ({ rows: [], hints: [], next: 0, end: true }))
    expect(await run(['log', 'to:api'])).toMatchObject({ stdout: '', stderr: 'Nothing in the log matches to:api.\n' })
  })

  test('log asks for as many as were wanted and shows a line per row', async () => {
    hub.answer('GET /log', () => ({ rows: [row(1), row(2, 'two\nlines')], hints: [], next: 2, end: true }))
    const { stdout } = await run(['log', 'to:api', '--kind', 'deliveries', '--limit', '2'])
    expect(stdout.split('\n')).toHaveLength(3)
    expect(stdout).toContain('owner → api  held  two\n')
    expect(lastRequest()?.path).toBe('/log?filter=to%3Aapi&kind=deliveries&limit=2')
  })
})

describe('the hub', () => {
  test('status tells what it sees and what waits', async () => {
    const { code, stdout } = await run(['status'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/running for .* \(pid 999999999, 9\.9\.9\)/)
    expect(stdout).toContain('3 sessions · 2 idle · 1 needs you')
    expect(stdout).toContain('1 queued · 2 held')
  })

  test.each([
    [['status', '--json'], '{"running":false,"home":"/nonexistent/x"}\n', ''],
    [['status'], 'No hub runs for /nonexistent/x.\nStart one with: comms up --background\n', ''],
    [
      ['ls', '--no-start'],
      '',
      'comms: No hub answers on /nonexistent/x/hub.sock\n  hint: start one with: comms up --background\n',
    ],
    [['down'], '', 'comms: No hub answers on /nonexistent/x/hub.sock\n  hint: start one with: comms up --background\n'],
  ])('%j without a hub exits with 10 and starts none', async (argv, stdout, stderr) => {
    expect(await run([...argv, '--home', '/nonexistent/x'])).toEqual({ code: 10, stdout, stderr })
  })

  test('a socket path that is too long is refused with its length', async () => {
    const ran = await run(['ls', '--home', `/tmp/${'x'.repeat(120)}`])
    expect(ran).toMatchObject({ code: 12, stderr: /Socket path too long/ })
  })

  test('doctor shows every check and fails when one needs action', async () => {
    const checks = [
      { id: 'tmux', title: 'tmux', status: 'ok', detail: '3.3a', fix: '', canMend: false },
      { id: 'disk', title: 'Disk', status: 'action', detail: 'full', fix: 'free some space', canMend: false },
    ]
    hub.answer('GET /doctor', () => ({ checks }))
    const { code, stdout } = await run(['doctor'])
    expect(code).toBe(12)
    expect(stdout).toBe('✓ tmux: ok\n    3.3a\n✕ Disk: needs action\n    full\n    fix: free some space\n')
  })

  test('doctor offers what the hub can mend, and tells what it did', async () => {
    const open = { id: 'folder', title: 'Folder', status: 'action', detail: 'open', fix: 'chmod 700', canMend: true }
    const mended = { ...open, status: 'ok', detail: 'for you alone', fix: '' }
    hub.answer('GET /doctor', () => ({ checks: [open] }))
    hub.answer('POST /doctor/mend', () => ({ done: 'it is for you alone now', check: mended }))

    expect((await run(['doctor'])).stdout).toContain('    or let the hub do it: comms doctor --fix folder\n')
    expect(await run(['doctor', '--fix', 'folder'])).toEqual({
      code: 0,
      stdout: 'it is for you alone now\n✓ Folder: ok\n    for you alone\n',
      stderr: '',
    })
  })

  test('doctor --report names nobody', async () => {
    const check = {
      id: 'folder',
      title: 'Folder',
      status: 'ok',
      detail: '/Users/ada/x and /tmp/y',
      fix: '',
      canMend: true,
    }
    hub.answer('GET /doctor', () => ({ checks: [check] }))

    expect((await run(['doctor', '--report'])).stdout).toBe('[ok] Folder: ~/x and <path>\n')
  })
})

describe('install', () => {
  const plan = (plugin: string, diff: readonly string[] = ['+ "hooks"']) => {
    hub.answer('GET /installs', () => ({ file: '/u/.claude/settings.json', diff, notes: [], digest: 'd', plugin }))
    hub.answer('POST /installs', () => ({ file: '/u/.claude/settings.json', backup: null }))
  }

  test.each([
    ['absent', 'claude plugin install comms@claude-comms'],
    ['off', 'claude plugin enable comms@claude-comms'],
  ])(
    'ends with what brings /comms where the plugin is %s, also when the hooks are there already',
    async (state, line) => {
      plan(state)
      const made = await run(['install', '--yes'])
      plan(state, [])
      const again = await run(['install'])

      expect([made.stderr, again.stderr]).toEqual([expect.stringContaining(line), expect.stringContaining(line)])
    },
  )

  test('says nothing of the plugin where it is on, or where all is taken out', async () => {
    plan('on')
    const made = await run(['install', '--yes'])
    plan('absent')
    const removed = await run(['uninstall', '--yes'])

    expect([made.code, made.stderr + removed.stderr]).toEqual([0, '  Claude Code takes it up within seconds.\n'])
  })
})

test('what the hub finds wrong with the shape of a request points to the help of the command', async () => {
  hub.answer('POST /groups', () => {
    const hint = 'The document at /v1/openapi.json tells what each call takes.'
    const message = 'name: lower-case letters'
    throw new WireError(400, { error: { code: 'bad_request', message, hint, data: { issues: [] } } })
  })

  const { code, stderr } = await run(['group', 'add', 'My Group', '--filter', 'is:idle'])

  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'comms: name: lower-case letters\n  hint: see comms help group add\n',
  })
})

test('a file that is not there is said plainly', async () => {
  const { code, stderr } = await run(['rule', 'import', '/nonexistent/rules.json'])

  expect([code, stderr.split('\n')[0]]).toEqual([
    2,
    'comms: /nonexistent/rules.json cannot be read as rules: there is no such file',
  ])
})
