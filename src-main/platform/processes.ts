import { ttyMode } from './native.ts'
import { procSource } from './proc-source.ts'
import type { ProcessFacts, Root } from './process-facts.ts'
import { psSource } from './ps-source.ts'
import type { TtyMode } from './tty.ts'

/** What this machine knows about processes and ttys. Satisfies the `Machine` port and adds what the doors ask. */
export interface LocalMachine {
  /** Leader of the foreground process group on `tty`, or the program that outlived it; nothing without proof. */
  foreground(rootPid: number, tty: string): Promise<ProcessFacts | undefined>
  foregrounds(roots: readonly Root[]): Promise<ReadonlyMap<string, ProcessFacts>>
  /** A living process. One that has ended and waits for its parent to notice does not count. */
  process(pid: number): Promise<ProcessFacts | undefined>
  ttyMode(tty: string): TtyMode | undefined
  /** Parents of a process, nearest first; empty when it is gone. */
  ancestors(pid: number): Promise<readonly number[]>
  /** Some variables of a process's environment, as it was started; empty where the machine does not tell. */
  environment(pid: number, names: readonly string[]): Promise<Readonly<Record<string, string>>>
  /** Whether the process that had this pid when it was noted still runs: a reused pid has another start time. */
  isAlive(pid: number, startedAt: number): Promise<boolean>
}

/** `source` is for tests; the machine's own is chosen without it. */
export function createMachine({ source = defaultSource() }: { readonly source?: 'proc' | 'ps' } = {}): LocalMachine {
  const processes = source === 'proc' ? procSource : psSource
  return {
    ...processes,
    ttyMode,
    async foreground(rootPid, tty) {
      return (await processes.foregrounds([{ rootPid, tty }])).get(tty)
    },
    async isAlive(pid, startedAt) {
      return (await processes.process(pid))?.startedAt === startedAt
    },
  }
}

function defaultSource(): 'proc' | 'ps' {
  return process.platform === 'linux' ? 'proc' : 'ps'
}
