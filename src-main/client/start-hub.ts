import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, ftruncateSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HubError } from '#contract/errors.ts'
import { openStateFolder } from '#platform/state-folder.ts'
import type { HubStatus } from './calls.ts'
import { createClient } from './client.ts'
import { isHubListening } from './find-hub.ts'
import { withoutSessionMarks } from './hub-environment.ts'
import { pause, type Clock } from './pause.ts'
import { readErrorBody, socketLink } from './socket-link.ts'

export interface StartOptions {
  readonly home: string
  /** Absolute path of the program `comms`, as Node can run it. */
  readonly mainFile: string
  /** A Node that can run a hub. */
  readonly nodePath: string
  readonly env: NodeJS.ProcessEnv
  readonly clock: Clock
  /** How long it may take until it answers, in milliseconds. */
  readonly patience?: number
}

const LOOK_EVERY = 25
/** A machine under load takes many seconds for what else takes one; a hub that cannot start says so at once. */
const PATIENCE = 45_000
/** Exit code of a hub that found another one running: the start was lost to a neighbour, which is as good. */
const LOST_THE_RACE = 11

/**
 * Starts a hub of its own, which outlives this process, and resolves with its status once it answers.
 *
 * @throws HubError what the hub itself said before it ended, or `hub_not_running` with the end of its log
 */
export async function startHub(options: StartOptions): Promise<HubStatus> {
  const folder = openStateFolder(options.home)
  const logFile = join(folder.logs, 'start.log')
  const child = spawnHub(options, logFile)
  const ending = watchEnd(child)
  try {
    const end = options.clock.monotonic() + (options.patience ?? PATIENCE)
    while (options.clock.monotonic() < end) {
      if ((await isHubListening(folder.hubSocket)) && (await isHubListening(folder.agentSocket))) {
        const status = await createClient(socketLink(folder.hubSocket)).hub.status()
        // A neighbour's start was faster. Ours, still on its way, would take the folder over once that hub has ended.
        if (status.pid !== child.pid) child.kill()
        return status
      }
      if (ending.code !== undefined && ending.code !== LOST_THE_RACE) throw startFailed(logFile, ending.code)
      await pause(options.clock, LOOK_EVERY)
    }
    throw startFailed(logFile, ending.code)
  } finally {
    child.unref()
  }
}

function spawnHub({ home, mainFile, nodePath, env }: StartOptions, logFile: string): ChildProcess {
  const log = openSync(logFile, 'a', 0o600)
  try {
    ftruncateSync(log)
    return spawn(nodePath, [mainFile, 'up', '--json', '--home', home], {
      cwd: home,
      detached: true,
      stdio: ['ignore', log, log],
      env: withoutSessionMarks(env),
    })
  } finally {
    closeSync(log)
  }
}

function watchEnd(child: ChildProcess): { readonly code: number | string | undefined } {
  const ending: { code: number | string | undefined } = { code: undefined }
  child.once('exit', (code, signal) => (ending.code = code ?? signal ?? 'unknown'))
  child.once('error', error => (ending.code = error.message))
  return ending
}

function startFailed(logFile: string, code: number | string | undefined): HubError {
  const lines = lastLines(logFile, 12)
  const said = lines.map(readErrorBody).findLast(error => error !== undefined)
  if (said !== undefined) return new HubError(said.code, said.message, { hint: said.hint, data: { ...said.data } })
  const what = code === undefined ? 'does not answer yet' : `ended at once (${code})`
  const log = lines.length === 0 ? 'it wrote nothing' : `it wrote: ${lines.join(' | ')}`
  return new HubError('hub_not_running', `The hub was started and ${what}; ${log}`, {
    hint: `run it in the foreground to see more: comms up (log: ${logFile})`,
    data: { log: lines, logFile },
  })
}

function lastLines(file: string, count: number): readonly string[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n')
    return lines.filter(line => line.trim() !== '').slice(-count)
  } catch {
    return []
  }
}
