import { resolve } from 'node:path'
import { findHub, type Door, type FoundHub } from '#client/find-hub.ts'
import type { Clock } from '#client/pause.ts'
import { createSystemClock } from '#platform/clock.ts'
import { findStateFolder } from '#platform/state-folder.ts'
import { doorOfCaller } from './caller-door.ts'
import type { CommandOptions } from './command-spec.ts'
import { createOutput, type Output } from './output.ts'
import { createPaint, wantsColour, type Paint } from './view/paint.ts'

/** Everything a command may touch. Built once per run from the process, so that no command reads it directly. */
export interface CommandContext {
  /** State folder, absolute. */
  readonly home: string
  /** True when the caller is a program: results and errors are JSON. */
  readonly json: boolean
  readonly env: NodeJS.ProcessEnv
  readonly clock: Clock
  readonly output: Output
  /** Columns of the terminal, or `Infinity` when the output goes elsewhere. */
  readonly width: number
  readonly paint: Paint
  /** True when a person watches standard error: progress may rewrite its line there. */
  readonly isWatched: boolean
  /** Absolute path of this program, as Node can run it. */
  readonly mainFile: string
  /** Standard input; a function because only touching it already costs time. */
  readonly stdin: () => NodeJS.ReadStream
  /** False with `--no-start`. */
  readonly mayStart: boolean
  /** The hub, started when none runs unless that was forbidden. By the caller's own door unless one is named. */
  connect(door?: Door): Promise<FoundHub>
}

export interface ContextSource {
  readonly env: NodeJS.ProcessEnv
  readonly mainFile: string
  readonly stdin: () => NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
}

export function createContext(source: ContextSource, globals: CommandOptions): CommandContext {
  const { env, mainFile, stdin, stdout, stderr } = source
  const home = findHome(globals, env)
  const clock = createSystemClock()
  const mayStart = globals['start'] !== false
  const json = globals['json'] === true
  const colour = typeof globals['color'] === 'boolean' ? globals['color'] : undefined
  const start = async () => {
    const { startBackgroundHub } = await import('./background-hub.ts')
    await startBackgroundHub({ home, mainFile, env, clock })
  }
  return {
    ...{ home, json, env, clock, mainFile, stdin, mayStart },
    output: createOutput(stdout, stderr),
    width: stdout.isTTY ? stdout.columns : Infinity,
    paint: createPaint(wantsColour(colour, stdout.isTTY, env)),
    isWatched: stderr.isTTY && !json,
    connect: (door = doorOfCaller(env)) => findHub({ home, door, ...(mayStart && { start }) }),
  }
}

function findHome(globals: CommandOptions, env: NodeJS.ProcessEnv): string {
  const chosen = globals['home']
  return typeof chosen === 'string' && chosen !== '' ? resolve(chosen) : findStateFolder(env, process.platform)
}
