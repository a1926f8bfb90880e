import { readlink } from 'node:fs/promises'
import { StringDecoder } from 'node:string_decoder'
import { HubError } from '#contract/errors.ts'
import type { Clock, TypeHow } from '#domain/ports.ts'
import { createCoalescer, type Coalescer } from '../coalesce.ts'
import { encodeInput, KEYS } from './input.ts'
import { cleanTitle } from './names.ts'
import { OutputFlow } from './output-flow.ts'
import { PersonsKeys } from './persons-keys.ts'
import type { HostCalls, SessionFacts, SpawnInput } from './protocol.ts'
import { openPty, type ProgramEnd, type PtyProcess } from './pty-process.ts'
import { waitUntilWritten, writeInput, writeReply } from './session-input.ts'
import { createVirtualScreen, type VirtualScreen } from './virtual-screen.ts'

const TELL_EVERY_MS = 100
const HANG_UP_MS = 2_000

/** A frame is waited for this long, in steps, before it is read half drawn. */
const FRAME_STEPS = 10
const FRAME_STEP_MS = 10

/** A person's keys above this wait in their own terminal while the program does not read, in bytes. */
const MOST_KEYS_WAITING = 64 * 1024

export interface SessionListeners {
  /** Something of the facts differs; at most one call per 100 ms for output. */
  onFacts(facts: SessionFacts): void
  /** The program has ended. Comes once, last. */
  onEnd(end: ProgramEnd): void
  /** A person's own terminal shows the session too: it gets every byte, and answers what the program asks of it. */
  readonly front?: Front
}

export interface Front {
  /** Calls back once the terminal has taken the bytes; until then the program is slowed down to its pace. */
  show(bytes: Uint8Array, taken: () => void): void
}

/** Starts a program. No listener is called before this has resolved. */
export async function startSession(
  input: SpawnInput,
  clock: Clock,
  listeners: SessionListeners,
): Promise<HostedSession> {
  const pty = await openPty(input, clock, {
    onOutput: output => session.draw(output),
    onExit: end => session.end(end),
  })
  const session = new HostedSession(input, pty, clock, listeners)
  return session
}

/** One program, its terminal, and the screen drawn from what it writes. */
export class HostedSession {
  readonly #input: SpawnInput
  readonly #pty: PtyProcess
  readonly #clock: Clock
  readonly #listeners: SessionListeners
  readonly #screen: VirtualScreen
  readonly #flow: OutputFlow
  readonly #decoder = new StringDecoder('utf8')
  readonly #keys: PersonsKeys
  readonly #teller: Coalescer
  readonly #ended = Promise.withResolvers<true>()
  #hasEnded = false
  #size: { readonly columns: number; readonly rows: number }
  #cwd: string
  #ownTitle = ''
  #programTitle = ''
  #activity = 0
  #activityAt: number

  constructor(input: SpawnInput, pty: PtyProcess, clock: Clock, listeners: SessionListeners) {
    this.#input = input
    this.#pty = pty
    this.#clock = clock
    this.#listeners = listeners
    this.#size = { columns: input.columns, rows: input.rows }
    this.#cwd = input.cwd
    this.#activityAt = clock.now()
    this.#flow = new OutputFlow(pty)
    this.#teller = createCoalescer(clock, TELL_EVERY_MS, () => listeners.onFacts(this.facts()))
    this.#screen = createVirtualScreen({
      ...this.#size,
      scrollbackLines: input.scrollbackLines,
      reply: answer => {
        if (listeners.front === undefined) writeReply(pty.writer, answer)
      },
      onTitle: title => {
        this.#programTitle = title
        this.#mark()
      },
    })
    this.#keys = new PersonsKeys(clock, {
      write: bytes => pty.writer.write(bytes),
      onKey: () => this.#moved(),
    })
  }

  facts(): SessionFacts {
    return {
      id: this.#input.id,
      name: this.#input.name,
      pid: this.#pty.pid,
      tty: this.#pty.tty,
      title: this.#ownTitle || this.#programTitle,
      cwd: this.#cwd,
      ...this.#size,
      bracketedPaste: this.#screen.bracketedPaste,
      activity: this.#activity,
      activityAt: this.#activityAt,
      humanKeyAt: this.#keys.lastAt,
    }
  }

  /** Activity counts what is drawn, not what was read, so that it always belongs to the screen beside it. */
  draw(output: Uint8Array): void {
    const { length } = output
    this.#show(output)
    this.#flow.read(length)
    this.#screen.draw(this.#decoder.write(output), () => {
      this.#flow.drawn(length)
      this.#moved()
    })
  }

  end(end: ProgramEnd): void {
    this.#hasEnded = true
    this.#teller[Symbol.dispose]()
    this.#keys[Symbol.dispose]()
    this.#listeners.onEnd(end)
    this.#ended.resolve(true)
  }

  /** What a person's terminal sends, byte for byte. Resolves once the program may be given more. */
  async take(bytes: Uint8Array): Promise<void> {
    if (this.#hasEnded) return
    await this.#keys.take(bytes)
    if (this.#pty.writer.waitingBytes > MOST_KEYS_WAITING) await this.#pty.writer.written().catch(() => {})
  }

  signal(name: NodeJS.Signals): void {
    this.#pty.signal(name)
  }

  async look(): Promise<HostCalls['look']['output']> {
    await this.#findFolder()
    for (let step = 0; step < FRAME_STEPS && (await this.#isMidFrame()); step++) {
      await this.#clock.sleep(FRAME_STEP_MS)
    }
    return this.#screen.whenDrawn(() => {
      this.#assertAlive()
      return { facts: this.facts(), screen: this.#screen.snapshot() }
    })
  }

  /** Whether the program takes pastes is read and acted on in one breath, after everything it wrote was drawn. */
  async type(text: string, { paste, activity }: TypeHow): Promise<void> {
    await this.#screen.whenDrawn(() => {
      this.#assertAlive()
      this.#assertStill(activity)
      writeInput(this.#pty.writer, encodeInput(text, { paste, bracketed: this.#screen.bracketedPaste }))
      this.#keys.hold()
    })
  }

  /** Waits its turn as `type` does, so that keys and texts arrive in the order of the calls. */
  async press(key: keyof typeof KEYS, activity: string | undefined): Promise<void> {
    await this.#screen.whenDrawn(() => {
      this.#assertAlive()
      this.#assertStill(activity)
      writeInput(this.#pty.writer, KEYS[key])
      this.#keys.release()
    })
  }

  async barrier(): Promise<void> {
    await this.#screen.whenDrawn(() => this.#assertAlive())
    try {
      await waitUntilWritten(this.#pty.writer, this.#clock)
    } catch (error) {
      // The queue of a program that ends is thrown away, and its writes fail before its end is known.
      if (error instanceof HubError || !(await this.#endsWithin(HANG_UP_MS))) throw error
      this.#assertAlive()
    }
  }

  /** The owner's title stays until it is set to nothing; then the program's own shows again. */
  setTitle(title: string): void {
    this.#ownTitle = cleanTitle(title)
    this.#teller.tellNow()
  }

  resize(columns: number, rows: number): void {
    this.#assertAlive()
    this.#pty.resize(columns, rows)
    this.#screen.resize(columns, rows)
    this.#size = { columns, rows }
    this.#teller.tellNow()
  }

  /** Hangs up as a closing terminal does; a program that stays is killed. Resolves when it is gone. */
  async close(): Promise<void> {
    this.#pty.signal('SIGHUP')
    // A stopped program hears nothing until it goes on.
    this.#pty.signal('SIGCONT')
    if (await this.#endsWithin(HANG_UP_MS)) return
    this.#pty.signal('SIGKILL')
    if (await this.#endsWithin(HANG_UP_MS)) return
    throw new HubError('terminal', 'The program does not end, not even when it is killed.')
  }

  #show(output: Uint8Array): void {
    const { front } = this.#listeners
    if (front === undefined) return
    this.#flow.read(output.length)
    front.show(output, () => this.#flow.drawn(output.length))
  }

  #moved(): void {
    this.#activity += 1
    this.#activityAt = this.#clock.now()
    this.#mark()
  }

  #mark(): void {
    if (!this.#hasEnded) this.#teller.mark()
  }

  #isMidFrame(): Promise<boolean> {
    return this.#screen.whenDrawn(() => this.#screen.isMidFrame)
  }

  #endsWithin(ms: number): Promise<boolean> {
    return Promise.race([this.#ended.promise, this.#clock.sleep(ms).then(() => false)])
  }

  /** Drawn is what counts, so this is asked after everything the program wrote was drawn. */
  #assertStill(activity: string | undefined): void {
    if (activity === undefined || activity === String(this.#activity)) return
    const data = { written: false, pressed: false, moved: true }
    throw new HubError('terminal', 'Nothing was typed: something was drawn since the last look.', { data })
  }

  #assertAlive(): void {
    if (!this.#hasEnded) return
    throw new HubError('not_found', 'That session has ended.', {
      data: { what: 'session', name: `pty:${this.#input.id}` },
    })
  }

  /** Only Linux tells another process's folder cheaply; elsewhere it stays where the program was started. */
  async #findFolder(): Promise<void> {
    this.#cwd = await readlink(`/proc/${this.#pty.pid}/cwd`).catch(() => this.#cwd)
  }
}
