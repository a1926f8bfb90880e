import { randomBytes } from 'node:crypto'
import type { Address } from '#contract/address.ts'
import { HubError } from '#contract/errors.ts'
import type { Clock, TerminalBackend, TerminalChange, TerminalInfo, TerminalLook, TypeHow } from '#domain/ports.ts'
import { findPersonsClient } from './client-format.ts'
import * as commands from './commands.ts'
import type { Block } from './control-parser.ts'
import { assertTypable } from '../typable.ts'
import { readClients } from './listing.ts'
import { lookAt, type Looked } from './look.ts'
import { type PaneId, parseAddress } from './pane-id.ts'
import type { Place } from './place.ts'
import { ServerLinks } from './server-links.ts'
import { TerminalBook } from './terminal-book.ts'
import { failure, notFound, readVerdict } from './verdict.ts'
import { createWindows } from './windows.ts'

export interface TmuxOptions {
  /** Folders with the sockets of the user's servers, the usual one first: `${TMUX_TMPDIR:-/tmp}/tmux-<uid>`. */
  readonly socketFolders: readonly string[]
  /** Absolute paths of sockets elsewhere. */
  readonly extraSockets: readonly string[]
  readonly clock: Clock
  log(message: string, data?: unknown): void
  readonly tmuxBinary?: string
}

/** Hands on every pane of every tmux server of the user. */
export function createTmuxBackend(options: TmuxOptions): TerminalBackend {
  return new TmuxBackend(options)
}

class TmuxBackend implements TerminalBackend {
  readonly kind = 'tmux'
  readonly windows = createWindows({
    find: address => this.#find(address),
    rootPidOf: address => this.#book.find(address)?.rootPid,
  })
  readonly #book: TerminalBook
  readonly #links: ServerLinks
  readonly #bufferPrefix = `${commands.BUFFER_PREFIX}${randomBytes(6).toString('hex')}-`
  #pastes = 0

  constructor(options: TmuxOptions) {
    this.#book = new TerminalBook(options.clock, options.log)
    this.#links = new ServerLinks({ ...options, tmux: options.tmuxBinary ?? 'tmux', listener: this.#book })
  }

  start(): Promise<void> {
    return this.#links.start()
  }

  list(): readonly TerminalInfo[] {
    return this.#book.list()
  }

  onChange(listener: (change: TerminalChange) => void): Disposable {
    return this.#book.onChange(listener)
  }

  async look(address: Address): Promise<TerminalLook> {
    const { facts, screen } = await this.#lookTwice(address)
    return { terminal: this.#book.looked(facts), screen }
  }

  async type(address: Address, text: string, { paste, activity }: TypeHow): Promise<void> {
    assertTypable(text, paste)
    const { pane, client } = await this.#find(address)
    if (text === '') return
    const guard = { ...this.#guard(address, pane, text.includes('\n')), activity }
    const buffer = `${this.#bufferPrefix}${this.#pastes++}`
    readVerdict(await client.run(commands.typeCommand(guard, text, buffer, paste)), address, activity)
  }

  async press(address: Address, key: 'Enter' | 'C-m' | 'C-j', activity?: string): Promise<void> {
    const { pane, client } = await this.#find(address)
    const guard = { ...this.#guard(address, pane, false), activity }
    readVerdict(await client.run(commands.pressCommand(guard, key)), address, activity)
  }

  /**
   * tmux answers commands in order and hands what they typed to the tty in its next turn, which the second question
   * waits for. It keeps no count of what a program has not read yet, so no more can be known.
   */
  async barrier(address: Address): Promise<void> {
    const { pane, client } = await this.#find(address)
    for (let turn = 0; turn < 2; turn++) {
      succeeded(await client.run(`list-panes -t ${pane}`), address)
    }
  }

  async setTitle(address: Address, title: string): Promise<void> {
    assertTypable(title, false)
    const { pane, client, link } = await this.#find(address)
    succeeded(await client.run(commands.titleCommand(pane, title)), address)
    await link.list()
  }

  async focus(address: Address): Promise<void> {
    const { pane, client } = await this.#find(address)
    const answers = await client.run(`list-panes -t ${pane} ; ${commands.LIST_CLIENTS}`)
    succeeded(answers, address)
    const person = findPersonsClient(readClients(answers[1]?.lines))
    if (person === undefined) {
      const hint = `Attach one first: tmux attach -t '${pane}'`
      throw new HubError('terminal', 'No terminal shows this tmux server.', { hint, data: { address } })
    }
    succeeded(await client.run(commands.focusCommand(person.name, pane)), address)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#links[Symbol.asyncDispose]()
    this.#book[Symbol.dispose]()
  }

  /** Looking again harms nobody, so a connection that is lost on the way is worth a second try. */
  async #lookTwice(address: Address): Promise<Looked> {
    const place = await this.#find(address)
    try {
      return await lookAt(place)
    } catch (error) {
      const next = await this.#find(address)
      if (next.client === place.client) throw error
      return await lookAt(next)
    }
  }

  async #find(address: Address): Promise<Place> {
    const target = parseAddress(address)
    const link = target && this.#links.find(target.server)
    if (target === undefined || link === undefined) throw notFound(address)
    return { address, pane: target.pane, link, client: await link.client() }
  }

  #guard(address: Address, pane: PaneId, needsMarks: boolean): commands.Guard {
    return { pane, rootPid: this.#book.find(address)?.rootPid, needsMarks }
  }
}

function succeeded(answers: readonly Block[], address: Address): void {
  if (answers.length === 0 || answers.some(answer => answer.failed)) throw failure(answers, address)
}
