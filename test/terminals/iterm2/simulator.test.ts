import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OPCODE, writeFrame } from '../../support/iterm2-simulator/frames.ts'
import { socketPath } from '../../support/iterm2-simulator/listener.ts'
import { startSimulator, type Simulator } from '../../support/iterm2-simulator/simulator.ts'

const run = promisify(execFile)
const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Headers of a good upgrade, in order. */
const GOOD: readonly (readonly [string, string])[] = [
  ['Host', 'localhost'],
  ['Upgrade', 'websocket'],
  ['Connection', 'Upgrade'],
  ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
  ['Sec-WebSocket-Version', '13'],
  ['Sec-WebSocket-Protocol', 'api.iterm2.com'],
  ['Origin', 'ws://localhost/'],
  ['X-iTerm2-Library-Version', 'node 1.0'],
  ['X-iTerm2-Disable-Auth-UI', 'true'],
]

/** Where the socket is, whether iTerm2 runs, and a cookie: or the number and the words of what went wrong. */
const ASKED_OF_MACOS = `
import json, AppKit, Foundation

def tell(source):
    answer, error = Foundation.NSAppleScript.alloc().initWithSource_(source).executeAndReturnError_(None)
    if answer is None:
        return error["NSAppleScriptErrorNumber"], error["NSAppleScriptErrorBriefMessage"]
    return answer.stringValue()

folders = AppKit.NSSearchPathForDirectoriesInDomains(
    AppKit.NSApplicationSupportDirectory, AppKit.NSUserDomainMask, True)
running = tell('set appName to "iTerm2"\\nif application appName is running then return "yes"\\nreturn "no"')
print(json.dumps([folders[0], running, tell('tell application "iTerm2" to request cookie and key for app named "a"')]))
`

describe('the simulated iTerm2', () => {
  let simulator: Simulator
  beforeAll(async () => {
    simulator = await startSimulator()
  })
  afterAll(() => simulator[Symbol.asyncDispose]())

  /** First line of the answer to an upgrade with some headers replaced (or, with null, left out). */
  async function upgrade(
    changes: Readonly<Record<string, string | null>> = {},
    requestLine = 'GET / HTTP/1.1',
  ): Promise<string> {
    const headers = new Map([...GOOD, ['X-iTerm2-Cookie', simulator.cookies.issue().cookie]])
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) headers.delete(name)
      else headers.set(name, value)
    }
    const lines = [requestLine, ...[...headers].map(([name, value]) => `${name}: ${value}`), '', '']
    const socket = connect(socketPath(simulator.home))
    socket.write(lines.join('\r\n'))
    const [answer] = (await once(socket, 'data')) as [Buffer]
    socket.destroy()
    return answer.toString().split('\r\n', 1)[0] ?? ''
  }

  it.each([
    ['a good request', {}, '101 Switching Protocols'],
    ['two words in Connection', { Connection: 'keep-alive, Upgrade' }, '400 Bad Request'],
    ['another subprotocol', { 'Sec-WebSocket-Protocol': 'chat' }, '400 Bad Request'],
    ['no origin', { Origin: null }, '400 Bad Request'],
    ['a page as origin', { Origin: 'https://example.com' }, '400 Bad Request'],
    ['a name as host', { Host: 'evil.test' }, '400 Bad Request'],
    ['a port behind the host', { Host: '127.0.0.1:99' }, '101 Switching Protocols'],
    ['an old websocket', { 'Sec-WebSocket-Version': '8' }, '400 Bad Request'],
    ['a body announced', { 'Content-Length': '0' }, '400 Bad Request'],
    ['no library', { 'X-iTerm2-Library-Version': null }, '400 Bad Request'],
    ['a library without number', { 'X-iTerm2-Library-Version': 'node' }, '400 Bad Request'],
    ['an old Python library', { 'X-iTerm2-Library-Version': 'python 0.23' }, '406 Unacceptable'],
    ['no cookie', { 'X-iTerm2-Cookie': null }, '401 Unauthorized'],
    ['a cookie nobody gave out', { 'X-iTerm2-Cookie': 'f'.repeat(32) }, '401 Unauthorized'],
  ])('answers an upgrade with %s as iTerm2 does', async (_, changes, expected) => {
    expect(await upgrade(changes)).toContain(expected)
  })

  it('takes no other path or method', async () => {
    expect(await upgrade({}, 'GET /api HTTP/1.1')).toContain('400')
    expect(await upgrade({}, 'POST / HTTP/1.1')).toContain('400')
    expect(await upgrade({}, 'GET / HTTP/1.0')).toContain('400')
  })

  it('spends a cookie when it looks it up, even when a later check fails', async () => {
    const { cookie } = simulator.cookies.issue()

    const first = await upgrade({ 'X-iTerm2-Cookie': cookie, 'X-iTerm2-Library-Version': 'python 0.1' })
    const second = await upgrade({ 'X-iTerm2-Cookie': cookie })

    expect([first, second]).toEqual([expect.stringContaining('406'), expect.stringContaining('401')])
  })

  it('ends a connection that sends a message in pieces', async () => {
    const socket = connect(socketPath(simulator.home))
    const headers = [...GOOD, ['X-iTerm2-Cookie', simulator.cookies.issue().cookie]]
    socket.write(`GET / HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
    await once(socket, 'data')
    const piece = writeFrame(OPCODE.binary, Buffer.from([8, 1]))
    piece[0] = OPCODE.binary

    socket.write(piece)

    expect(await text(socket)).toBe('')
  })

  it.skipIf(!hasPython())(
    'serves a client that shares no line with ours (skipped without python3)',
    { timeout: 30_000 },
    async () => {
      const window = simulator.app.openWindow()
      const shell = { command: ['/bin/sh', '-i'], cwd: '/', rows: 26 }
      const session = await simulator.app.openTab(window, shell)

      const { stdout } = await runPython('independent_client.py', 'marker')

      expect(JSON.parse(stdout)).toEqual({
        status: 'HTTP/1.1 101 Switching Protocols',
        protocol: '1.11',
        'second use of the cookie': 'HTTP/1.1 401 Unauthorized',
        focus: 4,
        broadcast: {},
        sessions: 1,
        'tty is there': true,
        echoed: 1,
        rows: 26,
        'cursor is absolute': true,
        'screen updates': true,
        'title set': true,
        'tab title': 'T marker',
        'unknown session': 1,
        'bad range': null,
        split: 0,
        'new session told': true,
        closed: 0,
        'alive after nonsense': true,
      })
      expect(session.sent).toEqual(['echo marker\r'])
    },
  )

  it.skipIf(!hasPython())(
    'answers every call of our Python scripts, and tells a script that listens (skipped without python3)',
    { timeout: 30_000 },
    async () => {
      const window = simulator.app.openWindow()
      const shell = { command: ['/bin/sh', '-i'], cwd: '/', rows: 26 }
      for (const other of simulator.app.sessions) simulator.app.close(other)
      for (const _ of [1, 2]) await simulator.app.openTab(window, shell)

      const { stdout } = await runPython('script_calls.py')

      expect(JSON.parse(stdout)).toEqual({
        'session named': [true, 'N \\(x)'],
        'tab titled': [true, 'T'],
        'window titled': [true, 'W'],
        monitor: 0,
        tag: '42',
        'tag told': ['42'],
        moved: [0, true],
        'broadcast on': 0,
        domains: [true],
        'broadcast off': [0, {}],
        'domains told': [1, 0],
        rows: 26,
        activated: 0,
        'focus told': true,
        'end told': true,
        'layout told': true,
        'escape told': [['me', 'hello']],
        active: 0,
        kept: [7, 1, { a: [1, true] }, 'text', null],
        'kept told': [7, 1, { a: [1, true] }, 'text', null],
        fullscreen: true,
        'no frame': 2,
        'whole points': [266],
        badge: ['"b"'],
        reordered: [0, true],
        'not reordered': [2, 3, 1],
        'to the left': true,
        resized: [0, [30, 50], 2],
        buried: [[1, 4]],
      })
    },
  )

  it.skipIf(!hasPython())(
    "has what iTerm2's own library asks of macOS (skipped without python3)",
    { timeout: 30_000 },
    async () => {
      const asked = () => run(simulator.python, ['-c', ASKED_OF_MACOS], { env: environment() })

      const { stdout } = await asked()
      simulator.apiOff()
      const refused = await asked()
      await simulator.apiOn()

      const [support, isRunning, cookie] = JSON.parse(stdout) as readonly [string, string, string]
      expect([support, isRunning]).toEqual([`${simulator.home}/Library/Application Support`, 'yes'])
      expect(cookie).toMatch(/^[0-9a-f]{32} [0-9A-F-]{36}$/)
      expect(JSON.parse(refused.stdout)).toEqual([support, 'yes', [1, expect.stringContaining('not enabled')]])
    },
  )

  /** Without bytecode left behind. */
  function runPython(name: string, ...words: string[]) {
    return run('python3', [pathOf(name), ...words], { env: environment() })
  }
  function environment() {
    const PATH = `${simulator.bin}:${process.env['PATH']}`
    return { ...process.env, HOME: simulator.home, PATH, PYTHONDONTWRITEBYTECODE: '1' }
  }
})

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
