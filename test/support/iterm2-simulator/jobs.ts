import { readFileSync } from 'node:fs'
import { createMachine } from '#platform/processes.ts'
import type { SimulatedApp } from './app.ts'
import type { SimulatedSession } from './session.ts'

/** What iTerm2 last saw of the program in front of a session. */
export interface Job {
  readonly pid: number
  /** The kernel's short name. */
  readonly name: string
  readonly title: string
  readonly commandLine: string
  readonly cwd: string
}

const ACTIVE = 500
const INACTIVE = 5_000

/** Looks at the processes now and then, and remembers: often while iTerm2 is the active program, seldom else. */
export class Jobs {
  readonly #machine = createMachine()
  readonly #app: SimulatedApp
  readonly #changed: () => void
  readonly #seen = new WeakMap<SimulatedSession, Job>()
  #timer: NodeJS.Timeout

  constructor(app: SimulatedApp, changed: () => void) {
    this.#app = app
    this.#changed = changed
    this.#timer = setTimeout(() => void this.#tick(), 50)
  }

  of(session: SimulatedSession): Job | undefined {
    const job = this.#seen.get(session)
    const { jobName } = this.#app.behaviours
    return job === undefined || jobName === null ? job : { ...job, name: jobName }
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  async #tick(): Promise<void> {
    for (const session of this.#app.sessions) await this.#look(session)
    this.#changed()
    const wait = this.#app.behaviours.isActive ? ACTIVE : INACTIVE
    this.#timer = setTimeout(() => void this.#tick(), wait)
  }

  async #look(session: SimulatedSession): Promise<void> {
    const { pid, tty } = session
    if (pid === undefined || tty === undefined || session.hasExited) return
    const found = await this.#machine.foreground(pid, tty)
    if (found === undefined) return
    const [program = '', ...rest] = found.argv
    const title = program.slice(program.lastIndexOf('/') + 1)
    this.#seen.set(session, {
      pid: found.pid,
      name: nameOf(found.pid) ?? title,
      title,
      commandLine: [title, ...rest].join(' '),
      cwd: found.cwd,
    })
    // Not looked at while a full-screen program is up.
    if (!session.isAlternate && found.cwd !== '') session.cwd = found.cwd
  }
}

function nameOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return undefined
  }
}
