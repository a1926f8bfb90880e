import { fork, type ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it, vi } from 'vitest'
import { askForPtyHosts, type HostPort } from '../../src-main/electron/ask-pty-host.ts'
import type { HubProcess } from '../../src-main/electron/hub-host.ts'
import type { ToHubProcess } from '../../src-main/electron/hub-words.ts'
import { startPtyHost, type PtyHostProcess } from '../../src-main/electron/pty-hosts.ts'
import { shown } from '../terminals/backend-contract.ts'
import { createPty, failure, isRunning } from '../terminals/pty-support.ts'

const ENTRY = fileURLToPath(new URL('utility-pty-host.ts', import.meta.url))

/** Stands in for Electron's utility process: a child, whose channel is the port it was given. */
class Utility extends EventEmitter {
  readonly stderr = null
  readonly #child: ChildProcess

  constructor(file: string) {
    super()
    this.#child = fork(file, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    this.#child.once('spawn', () => this.emit('spawn'))
    this.#child.once('exit', code => this.emit('exit', code ?? 9))
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  postMessage(_word: unknown, [port]: readonly Carrier[] = []): void {
    port?.carry(this.#child)
  }

  kill(): boolean {
    return this.#child.kill('SIGTERM')
  }
}

/** One that does nothing by itself. */
class Idle extends EventEmitter {
  readonly pid = undefined
  readonly stderr = null
  killed = 0
  kill = () => ++this.killed > 0
}

/** Both ends of a channel to that child in one. */
class Carrier implements HostPort {
  #child: ChildProcess | undefined

  carry(child: ChildProcess): void {
    this.#child = child
  }

  postMessage = (message: unknown): void =>
    void (this.#child?.connected && this.#child.send(message as object, () => {}))
  on(event: string, listener: (event: { readonly data: unknown }) => void): void {
    if (event === 'message') this.#child?.on('message', data => listener({ data }))
  }
  start(): void {}
  close = (): void => this.#child?.disconnect()
}

/** A shell and the process of its hub, as far as pty hosts go. */
function connect(fork: () => Utility = () => new Utility(ENTRY)) {
  const hub = new EventEmitter()
  const asker = askForPtyHosts(
    word => word.kind === 'start_pty_host' && startPtyHost(process, word.number, options),
    pid => process_.kill(pid, 'SIGKILL'),
  )
  const process = Object.assign(hub, {
    postMessage: (word: ToHubProcess, [port]: Carrier[] = []) =>
      (word.kind === 'pty_host' || word.kind === 'pty_host_ended') && asker.take(word, port),
    kill: () => true,
  }) as unknown as HubProcess<Carrier>
  const timers: (() => void)[] = []
  const options = {
    clock: {
      after(_ms: number, run: () => void) {
        timers.push(run)
        return { [Symbol.dispose]: () => {} }
      },
    },
    fork: () => fork() as unknown as PtyHostProcess<Carrier>,
    makeChannel() {
      const both = new Carrier()
      return { port1: both, port2: both }
    },
  }
  return { asker, hub, timers }
}

const process_ = process

it('gives the hub sessions of its own in a process that the shell started', async () => {
  const { asker } = connect()
  const pty = createPty({ startHost: asker.start })
  const address = await pty.sh('echo "from $$"; read line; echo "read $line"; sleep 60')
  await shown(pty.backend, address, 'from')
  const [terminal] = pty.backend.list()
  const pids = [pty.hostPid(), terminal?.rootPid ?? 0]

  await pty.backend.type(address, 'a word', { paste: false })
  await pty.backend.press(address, 'Enter')
  await shown(pty.backend, address, 'read a word')
  expect(await Promise.all(pids.map(isRunning))).toEqual([true, true])
  await pty[Symbol.asyncDispose]()

  expect(await Promise.all(pids.map(isRunning))).toEqual([false, false])
})

it('tells the hub when that process dies, and starts another for the next session', async () => {
  const { asker } = connect()
  await using pty = createPty({ startHost: asker.start })
  const address = await pty.sh('sleep 60')
  const first = pty.hostPid()

  process.kill(first, 'SIGKILL')
  await vi.waitFor(() => expect(pty.changes.at(-1)).toEqual({ kind: 'ended', address }))
  await pty.sh('sleep 60')

  expect(pty.hostPid()).not.toBe(first)
  expect(pty.logged.map(({ message }) => message)).toEqual(['the pty host crashed'])
})

it('starts one process for two sessions that are asked for at once', async () => {
  const started = vi.fn<() => Utility>(() => new Utility(ENTRY))
  const { asker } = connect(started)
  await using pty = createPty({ startHost: asker.start })

  await Promise.all([pty.sh('sleep 60'), pty.sh('sleep 60')])

  expect(started).toHaveBeenCalledOnce()
})

it('says so when the process cannot be started', async () => {
  const broken = new Idle()
  const { asker } = connect(() => broken as unknown as Utility)
  await using pty = createPty({ startHost: asker.start })

  const failed = failure(pty.sh('true'))
  await vi.waitFor(() => expect(broken.listenerCount('exit')).toBe(1))
  broken.emit('exit', 127)

  expect(await failed).toMatchObject({ code: 'terminal', message: expect.stringContaining('code 127') as string })
})

it('ends a process that outlives its hub, and only such a one', () => {
  const [lasting, brief] = [new Idle(), new Idle()]
  const left = [lasting, brief]
  const { asker, hub, timers } = connect(() => left.shift() as unknown as Utility)
  void asker.start().catch(() => {})
  void asker.start().catch(() => {})

  hub.emit('exit', 139)
  brief.emit('exit', 0)
  timers.forEach(run => run())

  expect([lasting.killed, brief.killed]).toEqual([1, 0])
})
