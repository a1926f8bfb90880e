import { randomBytes } from 'node:crypto'
import { HubError } from '#contract/errors.ts'
import { createSystemClock } from '#platform/clock.ts'
import { openStateFolder } from '#platform/state-folder.ts'
import { startSession } from '#terminals/pty/hosted-session.ts'
import { checkLaunch } from '#terminals/pty/launch.ts'
import { chooseName } from '#terminals/pty/names.ts'
import type { ProgramEnd } from '#terminals/pty/pty-process.ts'
import { openDoor, type Door } from '#terminals/pty/supervisor/door.ts'
import { hasControlZ, isStopped, watchControlZ } from '#terminals/pty/supervisor/stopped.ts'
import { takeTerminal } from '#terminals/pty/supervisor/person-terminal.ts'

export interface SuperviseOptions {
  /** The state folder, absolute: where the hub looks for the session. */
  readonly home: string
  readonly command: readonly string[]
  readonly name?: string | undefined
  readonly env: NodeJS.ProcessEnv
  /** Says one line to the person before the program has the terminal. */
  note(line: string): void
}

/** Signals that are meant for the program, whoever sends them to us. */
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'] as const

/** The largest terminal the hub can be shown. */
const LARGEST = { columns: 1_000, rows: 500 } as const

/**
 * Runs a program in this terminal, as if it had been started there itself, and lets the hub take part: its screen can be
 * read, and what is sent to it is typed behind the gate. Returns its exit code, 128 and the signal's number when one
 * ended it. Without a hub the program notices nothing.
 */
export async function supervise(options: SuperviseOptions): Promise<number> {
  const { command, env } = options
  const clock = createSystemClock()
  const id = randomBytes(4).toString('hex')
  const environment = { ...definedIn(env), COMMS_SESSION: `pty:${id}` }
  const launch = { command, cwd: process.cwd(), environment, columns: 80, rows: 24 }
  await checkLaunch(launch)
  const folder = findFolder(options)
  const terminal = takeTerminal({ input: process.stdin, output: process.stdout, clock })
  const ended = Promise.withResolvers<ProgramEnd>()
  let door: Door | undefined
  let inOrder = false
  try {
    const session = await startSession(
      {
        ...launch,
        ...fitted(terminal.size),
        ...{ id, name: chooseName(options.name, command[0] ?? '', () => false) },
        ...{ term: env['TERM'], scrollbackLines: 0 },
      },
      clock,
      {
        front: terminal,
        onFacts: facts => door?.tell({ kind: 'facts', facts }),
        onEnd(end) {
          door?.tell({ kind: 'ended', id })
          ended.resolve(end)
        },
      },
    )
    const resize = () => {
      const { columns, rows } = fitted(terminal.size)
      session.resize(columns, rows)
    }
    const { pid, tty } = session.facts()
    const stopWithProgram = () => {
      if (!isStopped(pid)) return
      terminal.suspend()
      resize()
      session.signal('SIGCONT')
    }
    const releases = [
      ...PASSED_ON.map(signal => listen(signal, () => session.signal(signal))),
      listen('SIGCONT', () => {
        terminal.resume()
        resize()
      }),
      listen('SIGCHLD', stopWithProgram),
    ]
    // It may have done so while nobody listened.
    stopWithProgram()
    terminal.onInput(bytes => {
      if (hasControlZ(bytes)) void watchControlZ({ pid, tty }, clock, () => session.signal('SIGSTOP'))
      return session.take(bytes)
    })
    terminal.onGone(() => void session.close().catch(() => {}))
    terminal.onSize(resize)
    if (folder !== undefined) door = await openDoor({ folder, session, clock }).catch(() => undefined)
    const end = await ended.promise
    for (const release of releases) release()
    inOrder = end.signal === 0
    return end.signal === 0 ? end.exitCode : 128 + end.signal
  } finally {
    door?.[Symbol.dispose]()
    await terminal.leave(inOrder)
  }
}

/** A program that a person wants to run is run, also where the hub could never find it. */
function findFolder({ home, note }: SuperviseOptions) {
  try {
    return openStateFolder(home)
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    note(`comms: the hub will not see this session: ${error.message}`)
    return undefined
  }
}

function definedIn(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

function fitted({ columns, rows }: { readonly columns: number; readonly rows: number }) {
  return { columns: Math.min(columns, LARGEST.columns), rows: Math.min(rows, LARGEST.rows) }
}

function listen(signal: NodeJS.Signals, listener: () => void): () => void {
  process.on(signal, listener)
  return () => void process.off(signal, listener)
}
