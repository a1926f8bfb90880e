import { execFile } from 'node:child_process'
import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { SessionState } from '#contract/session.ts'
import { addressOf, seenAs } from '../support/panes.ts'
import type { TempHub } from '../support/temp-hub.ts'

const execFileAsync = promisify(execFile)
const AGENT_FOLDER = new URL('../../resources/demo', import.meta.url).pathname

interface Part {
  readonly name: string
  readonly folder: string
  readonly branch: string
  readonly flags?: readonly string[]
  readonly state: SessionState
}

/** A working day: two projects in tmux, one agent at a dialog, one busy, one with an unsent draft. */
const CAST: readonly Part[] = [
  { name: 'api-auth', folder: 'api', branch: 'main', state: 'idle' },
  {
    name: 'api-tests',
    folder: 'api',
    branch: 'main',
    flags: ['--start-busy', '3600000'],
    state: 'working',
  },
  {
    name: 'api-migrations',
    folder: 'api-schema',
    branch: 'schema-v2',
    flags: ['--dialog'],
    state: 'blocked',
  },
  { name: 'web-login', folder: 'web', branch: 'login-form', state: 'idle' },
  { name: 'web-e2e', folder: 'web', branch: 'login-form', state: 'idle' },
  {
    name: 'docs-guide',
    folder: 'docs',
    branch: 'main',
    flags: ['--draft', 'explain the retry'],
    state: 'idle',
  },
]

/** Starts the cast in tmux, each in a git work tree below `root`, and waits until the hub sees all of them. */
export async function openStage(hub: TempHub, root: string, cast = CAST): Promise<ReadonlyMap<string, string>> {
  const addresses = new Map<string, string>()
  // Pictures show command lines: no path of the machine they are taken on belongs there.
  const agentFolder = join(root, 'resources', 'demo')
  await cp(AGENT_FOLDER, agentFolder, { recursive: true })
  for (const part of cast) {
    const cwd = join(root, part.folder)
    await makeWorkTree(cwd, part.branch)
    const command = ['env', 'node', join(agentFolder, 'agent.mjs'), '--name', part.name, ...(part.flags ?? [])]
    const pane = await hub.tmux.newSession(command, { name: part.name, cwd, columns: 96, rows: 30 })
    addresses.set(part.name, addressOf(pane))
  }
  for (const { name, state } of cast) await seenAs(hub, addresses.get(name) ?? '', session => session.state === state)
  return addresses
}

async function makeWorkTree(cwd: string, branch: string): Promise<void> {
  await mkdir(cwd, { recursive: true })
  await execFileAsync('git', ['init', '-q', '-b', branch, cwd])
  await execFileAsync('git', ['-C', cwd, 'symbolic-ref', 'HEAD', `refs/heads/${branch}`])
}
