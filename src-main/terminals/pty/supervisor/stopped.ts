import { readFileSync } from 'node:fs'
import { askProgram } from '#platform/run-process.ts'

/** Whether a process was stopped, as by Control-Z, and waits to go on. */
export function isStopped(pid: number): boolean {
  return stateOf(pid)?.startsWith('T') === true
}

/** The machine's letter for what a process does. */
function stateOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return askProgram('ps', ['-o', 'state=', '-p', String(pid)])?.trim()
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2)
  } catch {
    return undefined
  }
}
