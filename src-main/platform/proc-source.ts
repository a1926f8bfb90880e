import { readdirSync, readlinkSync, statSync } from 'node:fs'
import {
  climb,
  findSurvivor,
  type ProcessFacts,
  type ProcessPlace,
  type ProcessSource,
  type Root,
} from './process-facts.ts'
import { readProcFile } from './proc-file.ts'

interface ProcStat extends ProcessPlace {
  /** Device number of the controlling terminal, as `stat` gives it for the tty's own file. */
  readonly device: number
  readonly startedAt: number
}

/**
 * Processes as Linux tells them in `/proc`. Starts no program, so that the check just before a byte is typed costs
 * well under a millisecond. A file that cannot be read means the process is gone or not ours: no answer.
 */
export const procSource: ProcessSource = {
  foregrounds(roots) {
    const found = new Map<string, ProcessFacts>()
    for (const root of roots) {
      const facts = findForeground(root)
      if (facts) found.set(root.tty, facts)
    }
    return Promise.resolve(found)
  },
  process: pid => Promise.resolve(readFacts(pid)),
  ancestors: pid => Promise.resolve(climb(pid, next => readStat(next)?.parentPid)),
  environment: (pid, names) => Promise.resolve(readEnvironment(pid, names)),
}

function findForeground({ rootPid, tty }: Root): ProcessFacts | undefined {
  const root = readStat(rootPid)
  if (!root || root.foregroundGroup <= 0) return undefined
  // A recycled pid may sit on another terminal, a recycled tty may belong to another session.
  if (root.device !== deviceOf(tty)) return undefined
  const group = root.foregroundGroup
  const leader = group === rootPid ? root : readStat(group)
  if (leader?.groupId === group) return complete(leader)
  const survivor = findSurvivor(readAll(), group)
  return survivor && complete(survivor)
}

function readFacts(pid: number): ProcessFacts | undefined {
  const stat = readStat(pid)
  return stat && complete(stat)
}

function complete({ pid, parentPid, groupId, startedAt }: ProcStat): ProcessFacts {
  return { pid, parentPid, groupId, startedAt, argv: readArguments(pid), cwd: readCwd(pid) }
}

function* readAll(): Generator<ProcStat> {
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? readStat(Number(name)) : undefined
    if (stat) yield stat
  }
}

function readStat(pid: number): ProcStat | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  const text = readProcFile(`/proc/${pid}/stat`)
  // The name stands in parentheses and may itself hold blanks, parentheses and line ends.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? []
  const [state, parentPid, groupId, , device, foregroundGroup] = fields
  const startTicks = fields[19]
  // A zombie has ended; only its parent has not noticed.
  if (startTicks === undefined || state === 'Z' || state === 'X') return undefined
  return {
    pid,
    parentPid: Number(parentPid),
    groupId: Number(groupId),
    device: Number(device) >>> 0,
    foregroundGroup: Number(foregroundGroup),
    // Milliseconds since boot, in steps of 10. Not since 1970: the kernel's idea of when it booted moves with the clock.
    startedAt: Number(startTicks) * 10,
  }
}

function readArguments(pid: number): readonly string[] {
  const text = readProcFile(`/proc/${pid}/cmdline`) ?? ''
  // A program that changed its title leaves the rest of the space it had filled with NULs.
  let end = text.length
  while (end > 0 && text[end - 1] === '\0') end--
  return end === 0 ? [] : text.slice(0, end).split('\0')
}

function readEnvironment(pid: number, names: readonly string[]): Readonly<Record<string, string>> {
  const pairs = (readProcFile(`/proc/${pid}/environ`) ?? '').split('\0').map(pair => {
    const equals = pair.indexOf('=')
    return [pair.slice(0, equals), pair.slice(equals + 1)] as const
  })
  return Object.fromEntries(pairs.filter(([name]) => names.includes(name)))
}

function readCwd(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`).replace(/ \(deleted\)$/, '')
  } catch {
    return ''
  }
}

function deviceOf(tty: string): number | undefined {
  try {
    const found = statSync(tty)
    return found.isCharacterDevice() ? found.rdev : undefined
  } catch {
    return undefined
  }
}
