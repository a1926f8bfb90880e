import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The program, and a sample agent to send to. */
const ROOT = join(import.meta.dirname, '..', '..')
export const COMMS = join(ROOT, 'src-main', 'cli', 'main.ts')
const AGENT = join(ROOT, 'resources', 'demo', 'agent.mjs')

interface Player {
  readonly name: string
  readonly branch: string
  readonly command: readonly string[]
}

const agent = (name: string, branch: string, ...more: readonly string[]): Player => {
  return { name, branch, command: [process.execPath, AGENT, '--name', name, ...more] }
}

/** One session in each situation a person meets: ready, busy, asking, and no agent at all. */
export const PLAYERS: readonly Player[] = [
  agent('api', 'retry-queue'),
  agent('web', 'main'),
  agent('docs', 'main'),
  agent('tests', 'flaky-42', '--start-busy', '600000'),
  agent('deploy', 'release', '--dialog'),
  { name: 'scratch', branch: 'main', command: ['sh'] },
]

/** A private world: folders, a tmux server, and the environment in which `comms` sees them and nothing else. */
export interface PictureStage extends Disposable {
  readonly person: string
  readonly env: Readonly<Record<string, string>>
}

export function setPictureStage(): PictureStage {
  const folder = mkdtempSync('/tmp/pics-')
  const person = join(folder, 'you')
  const env = {
    PATH: process.env['PATH'] ?? '',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    HOME: person,
    TERM: 'xterm-256color',
    COMMS_HOME: join(folder, 'home'),
    TMUX_TMPDIR: folder,
  }
  for (const player of PLAYERS) startPlayer(player, person, env)
  return {
    person,
    env,
    [Symbol.dispose]() {
      const run = (program: string, ...words: readonly string[]) =>
        execFileSync(program, words, { env, stdio: 'ignore' })
      run(process.execPath, COMMS, 'down')
      run('tmux', 'kill-server')
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function startPlayer({ name, branch, command }: Player, person: string, env: NodeJS.ProcessEnv): void {
  const folder = join(person, 'src', name)
  mkdirSync(join(folder, '.git'), { recursive: true })
  writeFileSync(join(folder, '.git', 'HEAD'), `ref: refs/heads/${branch}\n`)
  const words = ['new-session', '-d', '-s', name, '-x', '90', '-y', '24', '-c', folder, '--', ...command]
  execFileSync('tmux', ['-f', '/dev/null', ...words], { env })
}
