import { mkdir, mkdtemp, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Address } from '#contract/address.ts'
import { createSystemClock } from '#platform/clock.ts'
import { startSession, type HostedSession } from '#terminals/pty/hosted-session.ts'
import { openDoor, type Door } from '#terminals/pty/supervisor/door.ts'
import {
  describeBackendContract,
  eventually,
  recorded,
  recorder,
  shown,
  type ProgramOptions,
} from './backend-contract.ts'
import { createPty, ENVIRONMENT, failure, type PtyUnderTest } from './pty-support.ts'

/** Sessions as `comms run` makes them, in this process, and a back end that finds them by their sockets. */
interface Supervised extends AsyncDisposable {
  readonly pty: PtyUnderTest
  readonly folder: string
  start(
    command: readonly string[],
    options?: ProgramOptions,
  ): Promise<{ session: HostedSession; door: Door; address: Address }>
}

async function openSupervised(hubPid = process.pid): Promise<Supervised> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'comms-sv-')))
  const supervised = join(folder, 'p')
  const hubJson = join(folder, 'hub.json')
  await mkdir(supervised, { mode: 0o700 })
  await writeFile(hubJson, JSON.stringify({ pid: hubPid, startedAt: '', version: '0', port: null }))
  const clock = createSystemClock()
  const pty = createPty({ supervised })
  await pty.backend.start()
  const sessions: HostedSession[] = []
  let next = 0x1000_0000
  return {
    pty,
    folder: supervised,
    async start(command, { cwd = '/', columns = 100, rows = 30 } = {}) {
      const id = (next++).toString(16)
      let door: Door | undefined
      const session = await startSession(
        { id, name: 'given', command, cwd, columns, rows, environment: ENVIRONMENT, scrollbackLines: 0 },
        clock,
        {
          front: { show: (_, taken) => taken() },
          onFacts: facts => door?.tell({ kind: 'facts', facts }),
          onEnd() {
            door?.tell({ kind: 'ended', id })
            door?.[Symbol.dispose]()
          },
        },
      )
      sessions.push(session)
      door = await openDoor({ folder: { supervised, hubJson }, session, clock })
      return { session, door, address: `pty:${id}` }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(sessions.map(session => session.close()))
      await pty[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function listed(pty: PtyUnderTest, address: Address) {
  return eventually('it is listed', () => pty.backend.list().find(terminal => terminal.address === address))
}

describeBackendContract('a session that a person started', async () => {
  const supervised = await openSupervised()
  const sessions = new Map<Address, HostedSession>()
  return {
    backend: supervised.pty.backend,
    async startProgram(command, options) {
      const { session, address } = await supervised.start(command, options)
      sessions.set(address, session)
      await listed(supervised.pty, address)
      return address
    },
    endProgram: async address => sessions.get(address)?.close(),
    [Symbol.asyncDispose]: () => supervised[Symbol.asyncDispose](),
  }
})

describe('a session that a person started with comms run', () => {
  it('is found again by the next hub as the same session, and its name is made unique', async () => {
    await using supervised = await openSupervised()
    const [first, second] = [await supervised.start(['cat']), await supervised.start(['cat'])]
    const before = await listed(supervised.pty, first.address)
    await listed(supervised.pty, second.address)
    const names = supervised.pty.backend.list().map(({ suggestedName }) => suggestedName)
    await supervised.pty[Symbol.asyncDispose]()

    await using again = createPty({ supervised: supervised.folder })
    await again.backend.start()

    expect(names.toSorted()).toEqual(['given', 'given-2'])
    const after = again.backend.list().find(({ address }) => address === first.address)
    expect(after).toMatchObject({ server: before.server, tty: before.tty, rootPid: before.rootPid })
  })

  it('is a socket for its user alone, and answers nobody but the hub [S9]', async () => {
    await using supervised = await openSupervised(1)
    const { session } = await supervised.start(['cat'])
    const [name = ''] = await readdir(supervised.folder)

    const socket = connect(join(supervised.folder, name))
    let said = ''
    socket.on('data', (bytes: Buffer) => (said += bytes.toString()))
    socket.on('error', () => {})
    socket.write(`${JSON.stringify({ number: 1, sentAt: Date.now(), call: 'look', input: { id: name } })}\n`)
    await new Promise(closed => socket.once('close', closed))

    expect((await stat(join(supervised.folder, name))).mode & 0o777).toBe(0o600)
    expect(said).toBe('')
    expect(session.facts().activity).toBe(0)
    expect(supervised.pty.backend.list()).toEqual([])
  })

  it('leaves its size and its end to the terminal of the person', async () => {
    await using supervised = await openSupervised()
    const { address } = await supervised.start(['cat'])
    await listed(supervised.pty, address)

    expect((await failure(supervised.pty.backend.resize(address, 50, 20))).code).toBe('unsupported')
    expect((await failure(supervised.pty.backend.close(address))).code).toBe('unsupported')
    expect(supervised.pty.backend.list()).toHaveLength(1)
  })
})

describe('a person at the keys of a session', () => {
  it('keeps out a text that was decided on before the key', async () => {
    await using supervised = await openSupervised()
    const { session, address } = await supervised.start(['sh', '-c', 'stty raw -echo; echo READY; exec cat >/dev/null'])
    await listed(supervised.pty, address)
    await shown(supervised.pty.backend, address, 'READY')
    const { terminal } = await supervised.pty.backend.look(address)
    expect(terminal.humanKeyAt).toBe(0)

    await session.take(Buffer.from('h'))

    const refused = await failure(
      supervised.pty.backend.type(address, 'ours', { paste: false, activity: terminal.activity }),
    )
    expect(refused.data).toMatchObject({ written: false, moved: true })
    expect((await supervised.pty.backend.look(address)).terminal.humanKeyAt).toBeGreaterThan(0)
  })

  it('is not taken for one when the terminal answers the program or loses the focus', async () => {
    await using supervised = await openSupervised()
    const { session } = await supervised.start(['cat'])

    const answers = [
      '\u001b[I',
      '\u001b[12;40R\u001b[?62;22c',
      '\u001b]11;rgb:0000/0000/0000\u001b\\',
      '\u001bP>|term 1\u001b\\',
    ]
    for (const answer of answers) await session.take(Buffer.from(answer))
    const untouched = session.facts().humanKeyAt
    await session.take(Buffer.from('\u001b[A'))

    expect(untouched).toBe(0)
    expect(session.facts().humanKeyAt).toBeGreaterThan(0)
  })

  it('writes behind the text that the hub is about to submit, never into it [P1]', async () => {
    await using supervised = await openSupervised()
    const file = join(supervised.folder, 'bytes')
    const { session, address } = await supervised.start(recorder(file))
    await listed(supervised.pty, address)
    await shown(supervised.pty.backend, address, 'READY')
    const { backend } = supervised.pty

    await backend.type(address, 'of the hub', { paste: false })
    const keys = session.take(Buffer.from('of the person'))
    const { terminal } = await backend.look(address)
    await backend.press(address, 'Enter', terminal.activity)
    await keys

    expect(await recorded(file, 'of the hub\rof the person')).toBe('of the hub\rof the person')
  })

  it('waits a second at most for a text that is not submitted', async () => {
    await using supervised = await openSupervised()
    const file = join(supervised.folder, 'bytes')
    const { session, address } = await supervised.start(recorder(file))
    await listed(supervised.pty, address)
    await shown(supervised.pty.backend, address, 'READY')

    await supervised.pty.backend.type(address, 'text', { paste: false })
    await session.take(Buffer.from('\u0003'))

    expect(await recorded(file, 'text\u0003')).toBe('text\u0003')
    expect(session.facts().humanKeyAt).toBeGreaterThan(0)
  })
})
