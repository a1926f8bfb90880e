import { randomUUID } from 'node:crypto'
import { StringDecoder } from 'node:string_decoder'
import headless from '@xterm/headless'
import { createSystemClock } from '#platform/clock.ts'
import { openPty, type PtyProcess } from '#terminals/pty/pty-process.ts'
import type { Behaviours } from './behaviours.ts'
import { evaluate } from './interpolate.ts'
import { textOf, type Value } from './value.ts'
import { WriteQueue } from './write-queue.ts'

export interface SessionOptions {
  readonly command?: readonly string[]
  readonly cwd?: string
  readonly columns?: number
  readonly rows?: number
  readonly environment?: Readonly<Record<string, string>>
  /** No program runs in it: a name in a list, for crowds. */
  readonly hollow?: boolean
  readonly profile?: string
}

/** What happens in a session. */
export interface SessionListener {
  drew(session: SimulatedSession): void
  /** A variable may read otherwise than before. */
  changed(session: SimulatedSession): void
  customEscape(session: SimulatedSession, identity: string, payload: string): void
  exited(session: SimulatedSession): void
}

const SCROLLBACK = 1_000

/** One session: a real program on a real pty, drawn on a screen. */
export class SimulatedSession {
  readonly id = randomUUID().toUpperCase()
  readonly profile: string
  readonly terminal: headless.Terminal
  readonly createdAt = new Date()
  readonly userVariables = new Map<string, Value>()
  /** What was changed of its own copy of the profile, as JSON; the name stands in `autoNameFormat`. */
  readonly profileProperties = new Map<string, string>()
  /** What text was written by scripts, oldest first: the tests' own record of what was typed where. */
  readonly sent: string[] = []
  readonly #behaviours: Behaviours
  readonly #listener: SessionListener
  cwd: string
  environment: Readonly<Record<string, string>> = {}
  autoNameFormat: string
  iconName: string | undefined
  windowName: string | undefined
  /** What is shown beside the tab since 3.7. */
  readonly status = new Map<string, string>()
  hasExited = false
  bellCount = 0
  /** When something was drawn last, milliseconds since 1970. */
  drewAt = 0
  readonly #decoder = new StringDecoder('utf8')
  #pty: PtyProcess | undefined
  #queue: WriteQueue | undefined
  #linesLost = 0
  #isAlternate = false

  constructor(options: SessionOptions, behaviours: Behaviours, listener: SessionListener) {
    this.#behaviours = behaviours
    this.#listener = listener
    this.cwd = options.cwd ?? '/'
    this.profile = options.profile ?? 'Default'
    this.autoNameFormat = this.profile
    this.terminal = new headless.Terminal({
      cols: options.columns ?? 80,
      rows: options.rows ?? 25,
      scrollback: SCROLLBACK,
      allowProposedApi: true,
      logLevel: 'off',
    })
    this.#listen()
  }

  get columns(): number {
    return this.terminal.cols
  }
  get rows(): number {
    return this.terminal.rows
  }
  get pid(): number | undefined {
    return this.#pty?.pid
  }
  get tty(): string | undefined {
    return this.#pty?.tty
  }
  get isAlternate(): boolean {
    return this.terminal.buffer.active.type === 'alternate'
  }
  /** Lines that are gone from the scrollback: rows of the API count from the first line there ever was. */
  get linesLost(): number {
    return this.#linesLost
  }
  /** The base name, evaluated. */
  get autoName(): string {
    return evaluate(this.autoNameFormat, path => textOf(this.userVariables.get(path.replace(/^user\./, ''))))
  }

  async launch(options: SessionOptions, environment: Readonly<Record<string, string>>): Promise<void> {
    this.environment = environment
    const pty = await openPty(
      {
        id: this.id,
        name: this.id,
        command: options.command ?? ['/bin/sh'],
        cwd: this.cwd,
        columns: this.columns,
        rows: this.rows,
        environment: { ...environment, ...options.environment },
        scrollbackLines: SCROLLBACK,
      },
      createSystemClock(),
      { onOutput: output => this.#draw(this.#decoder.write(output)), onExit: () => this.#exit() },
    )
    this.#pty = pty
    this.#queue = new WriteQueue(pty.writer, () => this.#behaviours.mergeWrites)
    this.#listener.changed(this)
  }

  /** Queues text for the program. False once it has exited. */
  send(text: string): boolean {
    if (this.hasExited) return false
    if (text !== '') {
      this.sent.push(text)
      this.#queue?.add(text)
    }
    return true
  }

  /** Draws something as if the program had printed it. */
  inject(output: string): void {
    this.#draw(output)
  }

  /** Resolves when everything printed so far is drawn. */
  drawn(): Promise<void> {
    return new Promise(resolve => this.terminal.write('', resolve))
  }

  resize(columns: number, rows: number): void {
    this.terminal.resize(columns, rows)
    this.#pty?.resize(columns, rows)
    this.#listener.changed(this)
  }

  /** Ends the program, if it does not end by itself. */
  hangUp(): void {
    this.#queue?.close()
    this.#pty?.signal('SIGHUP')
    this.#pty?.signal('SIGKILL')
  }

  setName(format: string): void {
    this.autoNameFormat = format
    this.#listener.changed(this)
  }

  #listen(): void {
    const { parser } = this.terminal
    this.terminal.onData(answer => this.#pty?.writer.write(answer))
    this.terminal.onBell(() => this.bellCount++)
    this.terminal.onLineFeed(() => this.#countLostLines())
    parser.registerOscHandler(0, title => this.#retitle(title, title))
    parser.registerOscHandler(1, title => this.#retitle(title, undefined))
    parser.registerOscHandler(2, title => this.#retitle(undefined, title))
    parser.registerOscHandler(1337, payload => this.#proprietary(payload))
    parser.registerOscHandler(21337, payload => this.#setStatus(payload))
  }

  #draw(output: string): void {
    this.drewAt = Date.now()
    this.terminal.write(output, () => {
      this.#listener.drew(this)
      if (this.#isAlternate === this.isAlternate) return
      this.#isAlternate = this.isAlternate
      this.#listener.changed(this)
    })
  }

  /** A program's title replaces what a script called the session. */
  #retitle(icon: string | undefined, window: string | undefined): boolean {
    if (icon !== undefined) {
      this.iconName = icon
      // What a program prints is text, not an expression.
      if (this.#behaviours.programsRename) this.autoNameFormat = icon.replaceAll('\\', '\\\\')
    }
    this.windowName = window ?? this.windowName
    this.#listener.changed(this)
    return true
  }

  #proprietary(payload: string): boolean {
    const variable = /^SetUserVar=([^=.]+)=(.*)$/s.exec(payload)
    if (variable?.[1] !== undefined) {
      this.userVariables.set(variable[1], Buffer.from(variable[2] ?? '', 'base64').toString('utf8'))
      this.#listener.changed(this)
    }
    const custom = /^Custom=id=([^:]*):(.*)$/s.exec(payload)
    if (custom?.[1] !== undefined) this.#listener.customEscape(this, custom[1], custom[2] ?? '')
    return true
  }

  /** `status=Waiting;detail=run it?`: what is not named stays, an empty value takes it away. */
  #setStatus(payload: string): boolean {
    for (const [, key = '', value = ''] of payload.matchAll(/([\w-]+)=((?:\\.|[^;\\])*)/g)) {
      if (value === '') this.status.delete(key)
      else this.status.set(key, value.replaceAll(/\\(.)/g, '$1'))
    }
    return true
  }

  #countLostLines(): void {
    const { active } = this.terminal.buffer
    if (active.type === 'normal' && active.baseY >= SCROLLBACK) this.#linesLost++
  }

  #exit(): void {
    this.hasExited = true
    this.#queue?.close()
    this.#listener.exited(this)
  }
}
