import { readFileSync } from 'node:fs'
import type { Clock } from '#domain/ports.ts'
import { ttyMode } from '#platform/native.ts'
import { askProgram } from '#platform/run-process.ts'

/** Control-Z as a byte, and as the keyboard protocol of kitty writes it. */
const CONTROL_Z = ['\u001a', '\u001b[122;5u'] as const

/** When it is looked whether a program has made ready to stop, in milliseconds after the key. */
const LOOKS_MS = [100, 400, 1_000] as const

/** Whether a process was stopped, as by Control-Z, and waits to go on. */
export function isStopped(pid: number): boolean {
  return readStat(pid)?.state.startsWith('T') === true
}

export function hasControlZ(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('latin1')
  return CONTROL_Z.some(key => text.includes(key))
}

/**
 * Calls `stop` when a program behaves as one that stops at Control-Z. The kernel drops that signal for a program that
 * leads a session of its own, as ours does, so that it would wait for ever to be let go on. A terminal that takes lines,
 * with the program itself in front, is what such a program leaves behind; what runs under a shell in there is stopped by
 * that shell.
 */
export async function watchControlZ(
  program: { pid: number; tty: string },
  clock: Clock,
  stop: () => void,
): Promise<void> {
  for (const [index, at] of LOOKS_MS.entries()) {
    await clock.sleep(at - (LOOKS_MS[index - 1] ?? 0))
    if (isStopped(program.pid)) return
    if (ttyMode(program.tty)?.canonical === true && readStat(program.pid)?.inFront === program.pid) return stop()
  }
}

/** The machine's letter for what a process does, and the process group in front of its terminal. */
function readStat(pid: number): { readonly state: string; readonly inFront: number } | undefined {
  const text = process.platform === 'linux' ? readLinuxStat(pid) : readPs(pid)
  const [, state = '', inFront = ''] = /^\s*(\S+)(?:\s+\S+){0,4}?\s+(-?\d+)\s*$/.exec(text ?? '') ?? []
  return state === '' ? undefined : { state, inFront: Number(inFront) }
}

/** Behind the name in brackets: state, parent, group, session, terminal, group in front. */
function readLinuxStat(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(0, 6)
      .join(' ')
  } catch {
    return undefined
  }
}

function readPs(pid: number): string | undefined {
  return askProgram('ps', ['-o', 'state=,tpgid=', '-p', String(pid)])
}
