import { randomBytes } from 'node:crypto'
import type { Address } from '#contract/address.ts'
import { HubError } from '#contract/errors.ts'
import type { Clock, TerminalBackend, TerminalChange, TerminalInfo } from '#domain/ports.ts'
import { createHostKeeper } from './host-keeper.ts'
import type { HostLink } from './host-link.ts'
import type { StartHostProcess } from './host-process.ts'
import { checkLaunch, checkSize, type LaunchRequest } from './launch.ts'
import { createListeners } from '../listeners.ts'
import { chooseName } from './names.ts'
import type { HostEvent, SessionFacts } from './protocol.ts'
import { SupervisorFinder } from './supervisor/finder.ts'
import { looksDifferent, toTerminalInfo } from './terminal-info.ts'

export interface PtyBackendOptions {
  /** Starts the process that owns the ptys, whenever one is needed and none lives. */
  readonly startHost: StartHostProcess
  /** Folder with the sockets of the sessions that people started with `comms run`; none are looked for without it. */
  readonly supervised?: string
  readonly clock: Clock
  readonly log: (message: string, data?: Record<string, unknown>) => void
  /** How often a crashed host is replaced within ten minutes; 5 when left out. */
  readonly maxRestarts?: number
  /** Rows kept above each screen; 2000 when left out. */
  readonly scrollbackLines?: number
}

/** Hands on sessions of our own: the hub starts their programs and ends them, or a person did with `comms run`. */
export interface PtyBackend extends TerminalBackend {
  /**
   * Starts a program in a new session. Fails with `bad_request` for a request that can never be carried out, `terminal`
   * for a folder, program or host that is not there, `unsupported` on a machine without the native part.
   */
  spawn(request: LaunchRequest): Promise<Address>
  /** Hangs up, kills after two seconds, and resolves when the program has ended. */
  close(address: Address): Promise<void>
  resize(address: Address, columns: number, rows: number): Promise<void>
}

interface Known {
  readonly host: HostLink
  readonly facts: SessionFacts
}

export function createPtyBackend(options: PtyBackendOptions): PtyBackend {
  const { clock, log } = options
  const sessions = new Map<Address, Known>()
  const namesInUse = new Set<string>()
  const listeners = createListeners<TerminalChange>(error => log('a listener of the pty sessions failed', { error }))
  const hosts = createHostKeeper({
    start: options.startHost,
    clock,
    log,
    maxRestarts: options.maxRestarts ?? 5,
    onEvent,
    onCrash,
  })

  const supervisors =
    options.supervised === undefined
      ? undefined
      : new SupervisorFinder({ folder: options.supervised, clock, log, onEvent: onSupervised, onEnd: forgetAllOf })

  /** Whoever starts a program with `comms run` cannot know which names are taken. */
  function onSupervised(event: HostEvent, host: HostLink): void {
    if (event.kind === 'ended') return onEvent(event, host)
    const known = sessions.get(toAddress(event.facts.id))?.facts.name
    const name = known ?? chooseName(event.facts.name, '', taken => namesInUse.has(taken))
    namesInUse.add(name)
    onEvent({ ...event, facts: { ...event.facts, name } }, host)
  }

  function onEvent(event: HostEvent, host: HostLink): void {
    if (event.kind === 'ended') return forget(toAddress(event.id))
    const address = toAddress(event.facts.id)
    const before = sessions.get(address)?.facts
    sessions.set(address, { host, facts: event.facts })
    const terminal = toTerminalInfo(event.facts, host)
    if (before === undefined) return listeners.tell({ kind: 'appeared', terminal })
    if (looksDifferent(before, event.facts)) listeners.tell({ kind: 'changed', terminal })
    if (before.activity !== event.facts.activity) listeners.tell({ kind: 'output', address })
  }

  function forget(address: Address): void {
    const known = sessions.get(address)
    if (known === undefined) return
    sessions.delete(address)
    namesInUse.delete(known.facts.name)
    listeners.tell({ kind: 'ended', address })
  }

  /** The kernel hangs up on the programs of a host that dies, so its sessions are over. */
  function onCrash(host: HostLink, givenUp: boolean): void {
    if (givenUp) listeners.tell({ kind: 'offline', server: 'pty', addresses: addressesOf(host) })
    forgetAllOf(host)
  }

  function addressesOf(host: HostLink): readonly Address[] {
    return [...sessions].filter(([, known]) => known.host === host).map(([address]) => address)
  }

  function forgetAllOf(host: HostLink): void {
    for (const address of addressesOf(host)) forget(address)
  }

  /** The host and id behind an address; every call on a session begins here. */
  function get(address: Address): { readonly host: HostLink; readonly id: string } {
    const known = sessions.get(address)
    if (known === undefined) {
      throw new HubError('not_found', 'There is no such session of our own.', {
        data: { what: 'session', name: address },
      })
    }
    return { host: known.host, id: known.facts.id }
  }

  async function start(request: LaunchRequest, name: string): Promise<Address> {
    const id = randomBytes(5).toString('hex')
    const host = await hosts.wake()
    await host.call('spawn', {
      id,
      name,
      command: request.command,
      cwd: request.cwd,
      columns: request.columns,
      rows: request.rows,
      environment: request.environment,
      scrollbackLines: options.scrollbackLines ?? 2_000,
    })
    return toAddress(id)
  }

  return {
    kind: 'pty',
    start: async () => supervisors?.start(),
    list: () => [...sessions.values()].map(({ facts, host }): TerminalInfo => toTerminalInfo(facts, host)),
    onChange: listener => listeners.add(listener),
    async spawn(request) {
      await checkLaunch(request)
      const name = chooseName(request.name, request.command[0] ?? '', taken => namesInUse.has(taken))
      namesInUse.add(name)
      try {
        return await start(request, name)
      } catch (error) {
        namesInUse.delete(name)
        throw error
      }
    },
    async look(address) {
      const { host, id } = get(address)
      const { facts, screen } = await host.call('look', { id })
      return { terminal: toTerminalInfo(facts, host), screen }
    },
    async type(address, text, how) {
      const { host, id } = get(address)
      await host.call('type', { id, text, how })
    },
    async press(address, key, activity) {
      const { host, id } = get(address)
      await host.call('press', { id, key, activity })
    },
    async barrier(address) {
      const { host, id } = get(address)
      await host.call('barrier', { id })
    },
    async setTitle(address, title) {
      const { host, id } = get(address)
      await host.call('title', { id, title })
    },
    async focus(address) {
      get(address)
      throw new HubError('unsupported', 'A session of our own has no window to bring to the front.', {
        data: { what: 'focus' },
      })
    },
    async resize(address, columns, rows) {
      checkSize(columns, rows)
      const { host, id } = get(address)
      await host.call('resize', { id, columns, rows })
    },
    async close(address) {
      const { host, id } = get(address)
      await host.call('close', { id })
    },
    async [Symbol.asyncDispose]() {
      supervisors?.[Symbol.dispose]()
      await hosts[Symbol.asyncDispose]()
      sessions.clear()
    },
  }
}

function toAddress(id: string): Address {
  return `pty:${id}`
}
