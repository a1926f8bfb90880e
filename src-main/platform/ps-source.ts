import {
  climb,
  findSurvivor,
  type ProcessFacts,
  type ProcessPlace,
  type ProcessSource,
  type Root,
} from './process-facts.ts'
import { runProcess } from './run-process.ts'
import { warnOnce } from './warn-once.ts'

interface PsRow extends ProcessPlace {
  readonly startedAt: number
  readonly tty: string
  /** Arguments joined by blanks, as `ps` prints them. */
  readonly commandLine: string
}

const COLUMNS = 'pid=,ppid=,pgid=,tpgid=,stat=,lstart=,tty=,args='
const ROW = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(-?\d+)\s+(\S+)\s+(\w+\s+\w+\s+\d+\s+[\d:]+\s+\d{4})\s+(\S+)\s*(.*)$/

/**
 * Processes as `ps` prints them: macOS, and anywhere without `/proc`. Start times are whole seconds, arguments are
 * split at blanks, and working directories are not told.
 */
export const psSource: ProcessSource = {
  async foregrounds(roots) {
    const rows = await readTable()
    const found = new Map<string, ProcessFacts>()
    for (const root of roots) {
      const row = findForeground(rows, root)
      if (row) found.set(root.tty, toFacts(row))
    }
    return found
  },
  async process(pid) {
    const row = (await readTable()).get(pid)
    return row && toFacts(row)
  },
  async ancestors(pid) {
    const rows = await readTable()
    return climb(pid, next => rows.get(next)?.parentPid)
  },
  async environment(pid, names) {
    try {
      const { stdout } = await runProcess('ps', ['eww', '-o', 'command=', '-p', String(pid)], { timeout: 5_000 })
      return pickVariables(stdout, names)
    } catch {
      return {}
    }
  },
}

function findForeground(rows: ReadonlyMap<number, PsRow>, { rootPid, tty }: Root): PsRow | undefined {
  const root = rows.get(rootPid)
  if (!root || root.foregroundGroup <= 0 || root.tty !== tty) return undefined
  const group = root.foregroundGroup
  const leader = rows.get(group)
  return leader?.groupId === group ? leader : findSurvivor(rows.values(), group)
}

async function readTable(): Promise<ReadonlyMap<number, PsRow>> {
  try {
    // Time zone and language pinned: the start time is text, and must read the same each time.
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
    const { stdout } = await runProcess('ps', ['-axww', '-o', COLUMNS], { timeout: 5_000, env })
    return parsePsTable(stdout)
  } catch (error) {
    warnOnce('ps', `the process table cannot be read, sessions will show as unknown: ${String(error)}`)
    return new Map()
  }
}

/** Rows by process id. Zombies, and lines that are not rows, are left out. */
export function parsePsTable(text: string): ReadonlyMap<number, PsRow> {
  const rows = new Map<number, PsRow>()
  for (const line of text.split('\n')) {
    const [, pid, parentPid, groupId, foregroundGroup, state, started, tty, commandLine = ''] = ROW.exec(line) ?? []
    if (pid === undefined || state?.startsWith('Z')) continue
    rows.set(Number(pid), {
      pid: Number(pid),
      parentPid: Number(parentPid),
      groupId: Number(groupId),
      foregroundGroup: Number(foregroundGroup),
      startedAt: Date.parse(`${started} UTC`),
      tty: `/dev/${tty}`,
      commandLine,
    })
  }
  return rows
}

/** The environment stands behind the arguments, all separated by blanks: a value with a blank in it ends there. */
export function pickVariables(line: string, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap(name => {
      const value = line.split(/\s+/).findLast(word => word.startsWith(`${name}=`))
      return value === undefined ? [] : [[name, value.slice(name.length + 1)]]
    }),
  )
}

function toFacts({ pid, parentPid, groupId, startedAt, commandLine }: PsRow): ProcessFacts {
  return { pid, parentPid, groupId, startedAt, argv: commandLine.split(/\s+/).filter(Boolean), cwd: '' }
}
