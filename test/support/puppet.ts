import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { eventually } from '../platform/eventually.ts'
import { addressOf, findSession, seenAs, type Pane } from './panes.ts'
import { PROGRAM } from './program.ts'
import { readRecorderLog, recorderCommand, type RecorderLog, type RecorderOptions } from './recorder.ts'
import type { TempHub } from './temp-hub.ts'
import type { WireAnswer, WireRequest } from './wire.ts'

const fileBeside = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** The program that makes requests for an agent. */
export const ASKER = fileBeside('asker.mjs')

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** An agent in a pane that runs what a test tells it to, as its child. */
export interface Puppet extends Pane {
  readonly name: string
  readonly log: () => RecorderLog
  run(
    command: readonly string[],
    how?: { input?: string; env?: Record<string, string>; detached?: boolean },
  ): Promise<Ran>
  /** The command line, as an agent calls it. */
  comms(...words: readonly string[]): Promise<Ran>
  /** Requests over a door of the hub from one child of the agent. */
  ask(door: 'hub.sock' | 'agent.sock', requests: readonly WireRequest[]): Promise<readonly WireAnswer[]>
}

/** Starts a puppet under a name of its own and waits until the hub knows it as an agent. */
export async function openPuppet(
  hub: TempHub,
  name: string,
  options: RecorderOptions = {},
  { underShell = false } = {},
): Promise<Puppet> {
  await teachPuppets(hub)
  const file = join(hub.tmux.folder, `${name}.jsonl`)
  const control = join(hub.tmux.folder, `${name}.sock`)
  const [node = '', , ...flags] = recorderCommand({ log: file, name, ...options })
  const command = ['env', `PUPPET_SOCKET=${control}`, node, fileBeside('puppet.mjs'), ...flags]
  const pane = await hub.tmux.newSession(underShell ? ['bash', '--norc', '-i'] : command, { name })
  if (underShell) await hub.tmux.run('send-keys', '-t', pane, command.map(word => `'${word}'`).join(' '), 'Enter')
  const address = addressOf(pane)
  await seenAs(hub, address, ({ kind, state }) => kind === 'puppet' && state !== 'unknown')

  async function tell(order: object): Promise<unknown> {
    const socket = connect({ path: control, allowHalfOpen: true })
    await once(socket, 'connect')
    socket.end(JSON.stringify(order))
    return JSON.parse(await text(socket))
  }

  async function run(command: readonly string[], { input = '', env = {}, detached = false } = {}): Promise<Ran> {
    return (await tell({ command, input, env: { COMMS_HOME: hub.home, ...env }, detached })) as Ran
  }

  return {
    name,
    pane,
    address,
    log: () => readRecorderLog(file),
    run,
    comms: (...words) => run([node, PROGRAM, ...words], { env: { COMMS_AGENT: name } }),
    async ask(door, requests) {
      const asked = requests.map(one => ({ method: 'GET', ...one, socketPath: join(hub.home, door) }))
      const answers = (await tell({ requests: asked })) as WireAnswer[] | { readonly complaint: string }
      if ('complaint' in answers) throw new Error(answers.complaint)
      return answers
    },
  }
}

/** Waits until the puppet's screen is ready for words again. */
export async function untilIdle(hub: TempHub, { address }: Pane): Promise<void> {
  await eventually(
    () => findSession(hub, address),
    session => session?.state === 'idle',
  )
}

async function teachPuppets(hub: TempHub): Promise<void> {
  const recorder = JSON.parse(await readFile(fileBeside('recorder.profile.json'), 'utf8')) as object
  const profile = { ...recorder, id: 'puppet', name: 'Puppet', recognise: { commands: ['puppet'] } }
  await writeFile(join(hub.home, 'agents', 'puppet.json'), JSON.stringify(profile), { mode: 0o600 })
}
