import { spawn, spawnSync } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '#client/calls.ts'
import { eventually } from '../platform/eventually.ts'
import { openWindow } from '../support/person-terminal.ts'
import { receiptOnce, send } from '../support/panes.ts'
import { readRecorderLog, recorderCommand } from '../support/recorder.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { isRunning } from '../terminals/pty-support.ts'

const MAIN = fileURLToPath(new URL('../../src-main/cli/main.ts', import.meta.url))

/** Puts the terminal's settings before and after into the window, between brackets. */
const SETTINGS = `printf '['; stty -g | tr -d '\\n'; printf ']'`

let hub: TempHub

beforeAll(async () => {
  hub = await startTempHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

function comms(...words: readonly string[]): string {
  return [process.execPath, MAIN, '--home', hub.home, '--no-start', ...words].map(quote).join(' ')
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}

function findNamed(name: string): Promise<Session | undefined> {
  return hub.client.sessions.list({}).then(({ sessions }) => sessions.find(session => session.name === name))
}

function seen(name: string, accept: (session: Session | undefined) => boolean = session => session !== undefined) {
  return eventually(() => findNamed(name), accept)
}

/** A recorder under `comms run` in a window, idle and known to the hub. */
async function openRecorder() {
  const name = `run-${randomBytes(3).toString('hex')}`
  const log = join(hub.tmux.folder, `${name}.jsonl`)
  const line = comms('run', '--name', name, '--', ...recorderCommand({ log, name, bracketed: 'on' }))
  const window = openWindow(
    `${SETTINGS}; ${line}; printf '<%s>' $?; read -r more; printf 'typed:%s' "$more"; ${SETTINGS}`,
    {},
  )
  const session = await seen(name, found => found?.state === 'idle' && found.kind === 'recorder')
  return { name, window, session, log: () => readRecorderLog(log) }
}

describe.concurrent('comms run in a terminal', () => {
  it('hands every byte on, both ways, whatever it is and however it is cut', async () => {
    await using window = openWindow(
      comms('run', '--', 'sh', '-c', 'stty raw -echo -iexten; printf READY; exec cat'),
      {},
    )
    await window.shows('READY')
    const from = window.output().length

    // Cut at random, so that characters of several bytes, sequences and pastes fall apart.
    const bytes = Buffer.concat([
      randomBytes(40_000),
      Buffer.from('日本語 👩‍👩‍👧 \u001b[200~\u0003\u001a\u001b[201~'.repeat(50)),
    ])
    for (let at = 0; at < bytes.length;) {
      const length = randomInt(1, 4_000)
      window.type(bytes.subarray(at, at + length))
      at += length
      await eventually(
        () => window.output().length - from,
        count => count >= Math.min(at, bytes.length),
      )
    }

    expect(window.output().subarray(from).equals(bytes)).toBe(true)
  })

  it('passes on size, Control-C and the exit code, and leaves the terminal as it was', async () => {
    const program = `trap 'printf "size:%s." "$(stty size)"' WINCH; trap 'exit 7' INT; printf READY; while :; do sleep 0.05; done`
    await using window = openWindow(
      `${SETTINGS}; ${comms('run', '--', 'sh', '-c', program)}; printf '<%s>' $?; ${SETTINGS}`,
      {},
    )
    await window.shows('READY')

    window.resize(90, 20)
    await window.shows('size:20 90.')
    window.type('\u0003')
    await window.shows('<7>[')
    await window.shows(']', window.output().indexOf('<7>'))

    const [before, after] = [
      ...window
        .output()
        .toString()
        .matchAll(/\[([0-9a-f:]+)\]/g),
    ].map(([, modes]) => modes)
    expect(before).toMatch(/^[0-9a-f:]{20,}$/)
    expect(after).toBe(before)
  })

  it('ends with 128 and the number of the signal that ended the program, and puts away what it left switched on', async () => {
    const program = `printf '\\033[?1049h\\033[?1003h\\033[?25lREADY'; kill -KILL $$`
    await using window = openWindow(`${comms('run', '--', 'sh', '-c', program)}; printf '<%s>' $?`, {})

    await window.shows('<137>')

    const all = window.output().toString()
    const putAway = ['READY', '[?1003l', '[?25h', '[?1049l', '<137>'].map(part => all.indexOf(part))
    expect(putAway).toEqual(putAway.toSorted((a, b) => a - b))
    expect(putAway).not.toContain(-1)
  })

  it('stops with its program and goes on with it, as a job of the shell', async () => {
    const program = `trap 'printf BA%s CK' CONT; trap 'exit 3' INT; printf READY; while :; do sleep 0.05; done`
    const line = `set -m; ${comms('run', '--', 'sh', '-c', program)}; printf '<%s>' $?; ${SETTINGS}; fg >/dev/null; printf '<%s>' $?`
    await using window = openWindow(`${SETTINGS}; bash -c ${quote(line)}`, {})
    await window.shows('READY')

    window.type('\u001a')
    await window.shows('BACK')
    window.type('\u0003')
    await window.shows('<3>')

    const all = window.output().toString()
    const [before, meanwhile] = [...all.matchAll(/\[([0-9a-f:]{20,})\]/g)].map(([, modes]) => modes)
    expect(all).toMatch(/READY.*<1\d\d>.*BACK.*<3>/s)
    expect(meanwhile).toBe(before)
  })
})

describe('a session that comms run started', () => {
  it('is listed, read and written to by the hub, waits for a draft, and outlives kill -9 of the hub [P1] [P3]', async () => {
    const { name, window, session, log } = await openRecorder()
    await using _ = window
    expect(session).toMatchObject({ backend: 'pty', kind: 'recorder', size: { columns: 100, rows: 30 } })
    const { lines } = await hub.client.sessions.screen({ target: name })
    expect(lines.join('\n')).toContain(`Recorder ${name}`)

    const first = await send(hub.client, { to: name, body: 'the first' })
    await receiptOnce(hub, first.messageId, ({ state }) => state === 'confirmed')
    expect(log().submits).toEqual(['the first'])

    window.type('half a li')
    await eventually(log, ({ bytes }) => bytes.toString().endsWith('half a li'))
    const second = await send(hub.client, { to: name, body: 'the second' })
    const held = await receiptOnce(hub, second.messageId, ({ state }) => state === 'held')
    expect(['draft', 'human_typing']).toContain(held.reason)

    await hub.kill9()
    window.type('ne')
    await eventually(log, ({ bytes }) => bytes.toString().endsWith('half a line'))
    await hub.restart()
    const again = await seen(name, found => found?.detail === 'draft')
    expect(again?.address).toBe(session?.address)
    window.type('\r')
    await eventually(log, ({ submits }) => submits.length === 2)
    const submitted = Date.now()
    await receiptOnce(hub, second.messageId, ({ state }) => state === 'confirmed')

    expect(log().submits).toEqual(['the first', 'half a line', 'the second'])
    const typed = log().rows.findLast(row => row.kind === 'bytes' && Buffer.from(row.hex, 'hex').includes('the second'))
    expect((typed?.t ?? 0) - submitted).toBeGreaterThan(500)
  })

  it('ends with kill -9 of comms run: the program is gone, and the terminal takes lines again', async () => {
    const { name, window, session, log } = await openRecorder()
    await using _ = window
    const [program = 0] = log().pids
    const { sessions } = await hub.client.sessions.list({})
    expect(sessions.map(each => each.name)).toContain(name)

    const parent = Number(spawnSync('ps', ['-o', 'ppid=', '-p', String(program)], { encoding: 'utf8' }).stdout)
    process.kill(parent, 'SIGKILL')
    await window.shows('<137>')
    await window.shows('\u001b[?1049l')
    window.type('hello\r')
    await window.shows('typed:hello[')
    await window.shows(']', window.output().indexOf('typed:hello['))

    await eventually(
      () => isRunning(program),
      running => !running,
    )
    await seen(name, found => found === undefined)
    await eventually(
      () => readdirSync(join(hub.home, 'p')),
      names => !names.includes(session?.address.slice('pty:'.length) ?? ''),
    )
    const [before, after] = [
      ...window
        .output()
        .toString()
        .matchAll(/\[([0-9a-f:]{20,})\]/g),
    ].map(([, modes]) => modes)
    expect(after).toBe(before)
  })
})

describe.concurrent('comms run without a terminal', () => {
  async function run(words: readonly string[], env: NodeJS.ProcessEnv = {}, input = '') {
    const child = spawn(process.execPath, [MAIN, '--home', hub.home, '--no-start', 'run', ...words], {
      env: { ...process.env, ...env },
    })
    child.stdin.on('error', () => {}).end(input)
    const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
    return { stdout, stderr, status: status as number }
  }

  it('runs the program in the pipe as if it stood there itself', async () => {
    const { stdout, status } = await run(['--', 'sh', '-c', 'cat; exit 5'], {}, 'through\n')

    expect({ stdout, status }).toEqual({ stdout: 'through\n', status: 5 })
  })

  it('takes Claude Code from where COMMS_CLAUDE_BIN says', async () => {
    const { stdout } = await run(['--', 'claude', '-c'], { COMMS_CLAUDE_BIN: '/bin/echo' })

    expect(stdout).toBe('-c\n')
  })

  it('says what is missing when no program is named, or none by that name', async () => {
    const unnamed = await run(['claude'])
    const unknown = await run(['--', '/nowhere/claude'])

    expect(unnamed).toMatchObject({ status: 2, stderr: expect.stringContaining('comms run -- claude') })
    expect(unknown.status).not.toBe(0)
    expect(unknown.stderr).toContain('/nowhere/claude cannot be run (ENOENT)')
  })
})
