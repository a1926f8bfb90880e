import { advance, FRESH, isEnded, isInFlight, type DeliveryEvent, type DeliveryFacts } from '#domain/delivery.ts'
import { checkGate, checkPressGate } from '#domain/gate.ts'
import type { GateAnswer, GateFacts } from '#domain/gate-facts.ts'
import { QUIET_KEYS } from '#domain/gate-moment.ts'
import { decideMove, type Intent, type Move, type Sight, type Watch } from '#domain/observe.ts'
import type { Identity, ProcessFacts, TerminalInfo } from '#domain/ports.ts'
import type { Profile } from '#contract/profile.ts'
import { terminal } from '../domain/gate-facts.ts'

/** What the world does between two steps of the hub. Each takes at least 50 ms, as long as a reading stays fresh. */
export type WorldStep =
  | { readonly do: 'hub'; readonly times: number }
  | { readonly do: 'crash' }
  /** The hub is left alone for a while. */
  | { readonly do: 'run'; readonly seconds: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'humanTypes' | 'humanClears' | 'humanSubmits' }
  | { readonly do: 'dialogOpens' | 'dialogCloses' }
  | { readonly do: 'busyStarts' | 'busyEnds' }
  | { readonly do: 'ignoresReturns'; readonly count: number }
  | { readonly do: 'output' }
  | { readonly do: 'agentRestarts' }
  | { readonly do: 'goesDeaf' | 'hearsAgain' }
  | { readonly do: 'composerHides' | 'composerShows' }
  | { readonly do: 'terminalRefuses' | 'connectionIsCut' }
  | { readonly do: 'cancel' }

/** The rules under test; a mutant replaces one of them. */
export interface Policy {
  readonly decide: typeof decideMove
  readonly gate: typeof checkGate
  readonly advance: typeof advance
  /** False: the intent is not stored before the write. */
  readonly storesIntent: boolean
  /** True: what ended as uncertain for want of an echo is written again. */
  readonly writesAgain: boolean
}

export const PRODUCTION: Policy = {
  decide: decideMove,
  gate: checkGate,
  advance,
  storesIntent: true,
  writesAgain: false,
}

/** What went wrong, and what the schedule exercised. */
export interface ModelResult {
  readonly violations: readonly string[]
  readonly end: DeliveryFacts
  readonly crashedWhileSending: boolean
}

const TEXT = 'T'
const EXPIRY = 600_000
const START = 1_000_000
const PACE = { settle: 150, echoTimeout: 4_000 }

/** Runs one schedule against a program, a person and a machine that do what they like. The program keeps the truth. */
export function runSchedule(steps: readonly WorldStep[], policy: Policy = PRODUCTION): ModelResult {
  const model = new DeliveryModel(policy)
  for (const step of steps) model.take(step)
  model.settle()
  return model.result()
}

class DeliveryModel {
  readonly #policy: Policy
  readonly #violations: string[] = []
  #now = START
  // the program
  #composer = ''
  #transcript: string[] = []
  #isDialog = false
  #isBusy = false
  #ignored = 0
  #output = 0
  #outputAt = 0
  #isDeaf = false
  #unread: string[] = []
  #isHidden = false
  #pid = 100
  #humanKeyAt = 0
  #refusesNext = false
  #forgetsNext = false
  // what really reached it
  #arrivals = 0
  #submitted = new Set<string>()
  #submitsByHub = 0
  #pressesByHub = 0
  // the hub: durable
  #facts: DeliveryFacts = { ...FRESH, state: 'queued', lane: 'terminal', expiresAt: START + EXPIRY }
  #intent: Intent | null = null
  readonly #identity: Identity
  // the hub: lost in a crash
  #phase: 'start' | 'intended' | 'unstored' = 'start'
  #lookedAt = 0
  #writtenAt = 0
  #echoSince: number | null = null
  #pressedAt: number | null = null
  #looks = 0
  #isReserved = false
  #isRecovery = false
  #crashedWhileSending = false

  constructor(policy: Policy) {
    this.#policy = policy
    this.#identity = identityOf(this.#process())
  }

  take(step: WorldStep): void {
    this.#world(step)
    this.#now += step.do === 'hub' ? 20 : step.do === 'wait' ? step.ms : 50
  }

  /** Everybody calms down: what was accepted must come to an end. */
  settle(): void {
    for (const calm of ['dialogCloses', 'busyEnds', 'hearsAgain', 'composerShows', 'humanClears'] as const) {
      this.take({ do: calm })
    }
    this.#ignored = 0
    for (let round = 0; round < 400 && !isEnded(this.#facts.state); round++) {
      this.#hub()
      this.#now += round < 200 ? 100 : 5_000
    }
    if (!isEnded(this.#facts.state)) this.#violate(`lost: still ${this.#facts.state}`)
  }

  result(): ModelResult {
    const { state } = this.#facts
    if (this.#arrivals > 1) this.#violate('typed twice')
    if (this.#submitsByHub > 1) this.#violate('submitted twice')
    if (state === 'confirmed' && !this.#submitted.has(TEXT)) this.#violate('confirmed without having arrived')
    if ((state === 'cancelled' || state === 'expired') && this.#arrivals > 0) this.#violate(`typed although ${state}`)
    if (this.#pressesByHub > 5) this.#violate('Return pressed more than five times')
    return { violations: this.#violations, end: this.#facts, crashedWhileSending: this.#crashedWhileSending }
  }

  /** A deaf program is a stuck one: it draws nothing and opens nothing until it hears again. */
  #world(step: WorldStep): void {
    if (this.#isDeaf && STUCK.has(step.do)) return
    switch (step.do) {
      case 'hub':
        for (let turn = 0; turn < step.times; turn++) this.#hub()
        return
      case 'run':
        for (let tenth = 0; tenth < step.seconds * 10; tenth++) {
          this.#hub()
          this.#now += 100
        }
        return
      case 'crash':
        return this.#crash()
      case 'wait':
        return
      case 'humanTypes':
        this.#humanKeyAt = this.#now
        return this.#receive('h', false)
      case 'humanClears':
        if (!this.#isDialog && !this.#isDeaf && this.#composer !== '') {
          this.#humanKeyAt = this.#now
          this.#composer = ''
          this.#draw()
        }
        return
      case 'humanSubmits':
        this.#humanKeyAt = this.#now
        return this.#return(false)
      case 'dialogOpens':
        this.#isDialog = true
        return this.#draw()
      case 'dialogCloses':
        if (this.#isDialog) this.#draw()
        this.#isDialog = false
        return
      case 'busyStarts':
        this.#isBusy = true
        return this.#draw()
      case 'busyEnds':
        this.#isBusy = false
        return this.#draw()
      case 'ignoresReturns':
        this.#ignored = step.count
        return
      case 'output':
        return this.#draw()
      case 'agentRestarts':
        this.#pid += 1
        this.#composer = ''
        this.#transcript = []
        this.#isDialog = false
        this.#isDeaf = false
        this.#unread = []
        return this.#draw()
      case 'goesDeaf':
        this.#isDeaf = true
        return
      case 'hearsAgain':
        return this.#hearAgain()
      case 'composerHides':
        this.#isHidden = true
        return
      case 'composerShows':
        this.#isHidden = false
        return
      case 'terminalRefuses':
        this.#refusesNext = true
        return
      case 'connectionIsCut':
        this.#forgetsNext = true
        return
      case 'cancel':
        this.#change({ kind: 'cancel' })
        return
    }
  }

  // ---- the hub, one small step at a time, so that a crash can fall between any two

  #hub(): void {
    if (isEnded(this.#facts.state)) return
    if (this.#phase === 'intended') return this.#write()
    if (this.#phase === 'unstored') {
      this.#phase = 'start'
      this.#change({ kind: 'send' })
      return
    }
    if (isInFlight(this.#facts.state)) return this.#watch()
    return this.#ask()
  }

  #ask(): void {
    if (this.#now >= this.#facts.expiresAt) {
      this.#change({ kind: 'expire' })
      return
    }
    const facts = this.#look()
    this.#lookedAt = this.#now
    const answer = this.#gate(facts)
    if (answer.kind === 'hold') {
      this.#change({ kind: 'hold', reason: answer.reason })
      return
    }
    if (answer.kind !== 'open') {
      this.#change({ kind: answer.kind, reason: answer.reason })
      return
    }
    if (this.#facts.state === 'held') this.#change({ kind: 'queue' })
    const intent = this.#makeIntent(facts)
    if (this.#policy.storesIntent) {
      if (!this.#change({ kind: 'send' })) return
      this.#intent = intent
    }
    this.#phase = 'intended'
  }

  #write(): void {
    this.#phase = 'start'
    if (!this.#policy.storesIntent) {
      this.#intent = this.#makeIntent(this.#look())
    }
    if (this.#now - this.#lookedAt >= 50) {
      const late = this.#gate(this.#look())
      if (late.kind !== 'open') {
        this.#change({ kind: 'refuse', reason: late.reason })
        return
      }
    }
    if (this.#refusesNext) {
      this.#refusesNext = false
      this.#change({ kind: 'refuse', reason: 'terminal_error' })
      return
    }
    this.#type()
    if (!this.#policy.storesIntent) this.#phase = 'unstored'
    this.#beginWatch(false)
  }

  #beginWatch(isRecovery: boolean): void {
    this.#writtenAt = this.#now
    this.#echoSince = null
    this.#pressedAt = null
    this.#looks = 0
    this.#isReserved = false
    this.#isRecovery = isRecovery
  }

  #watch(): void {
    const facts = this.#look()
    const sight = this.#see(facts)
    const isOurs = sight.composer === 'ours'
    this.#echoSince = isOurs ? (this.#echoSince ?? this.#now) : null
    const watch: Watch = {
      now: this.#now,
      writtenAt: this.#writtenAt,
      echoSince: this.#echoSince,
      pressedAt: this.#pressedAt,
      looks: ++this.#looks,
      isRecovery: this.#isRecovery,
    }
    const known = this.#isReserved ? { ...this.#facts, presses: this.#facts.presses - 1 } : this.#facts
    if (this.#intent === null) {
      this.#change({ kind: 'doubt', reason: 'crash_while_sending' })
      return
    }
    this.#act(this.#policy.decide(known, this.#intent, sight, watch, PACE))
  }

  #act(move: Move): void {
    switch (move.do) {
      case 'wait':
        return
      case 'type':
        this.#change({ kind: 'type' })
        return
      case 'confirm':
        this.#change({ kind: 'confirm' })
        return
      case 'absent':
        if (!this.#change({ kind: 'absent' })) this.#change({ kind: 'doubt', reason: 'crash_while_sending' })
        this.#phase = 'start'
        return
      case 'doubt':
        if (this.#policy.writesAgain && move.reason === 'echo_not_seen') {
          this.#type()
          this.#writtenAt = this.#now
          return
        }
        this.#change({ kind: 'doubt', reason: move.reason })
        return
      case 'press':
        if (!move.isFirst && !this.#isReserved) {
          this.#isReserved = this.#change({ kind: 'press' })
          return
        }
        this.#pressesByHub += 1
        this.#return(true)
        this.#isReserved = false
        this.#pressedAt = this.#now
        this.#looks = 0
        this.#change({ kind: 'submit' })
    }
  }

  #crash(): void {
    if (this.#facts.state === 'sending') this.#crashedWhileSending = true
    this.#phase = 'start'
    this.#beginWatch(true)
  }

  #change(event: DeliveryEvent): boolean {
    const moved = this.#policy.advance(this.#facts, event)
    if (moved.kind === 'refused') return false
    this.#facts = moved.delivery
    return true
  }

  #gate(facts: GateFacts): GateAnswer {
    return this.#policy.gate(facts, {
      text: TEXT,
      identity: this.#identity,
      expectedIsAlive: this.#pid === this.#identity.pid,
      confirmed: false,
      asCommand: false,
      submit: null,
    })
  }

  #makeIntent(facts: GateFacts): Intent {
    return {
      at: this.#now,
      activity: facts.terminal.activity,
      activityAt: facts.terminal.activityAt,
      activityGrain: facts.terminal.activityGrainMs,
      shownBefore: this.#shown(),
      aboveDigest: this.#digest(),
      prompt: null,
    }
  }

  #see(facts: GateFacts): Sight {
    const { composer } = facts.reading
    return {
      composer: composer.kind === 'text' ? (composer.text === TEXT ? 'ours' : 'other') : composer.kind,
      isCommand: false,
      shown: this.#shown(),
      aboveDigest: this.#digest(),
      isBusy: facts.reading.state === 'working',
      pressGate: checkPressGate(facts, this.#identity),
      activity: facts.terminal.activity,
      unread: facts.tty?.unread ?? 0,
      line: '',
    }
  }

  // ---- the terminal and the program

  #type(): void {
    if (this.#forgetsNext) {
      // The connection was cut on the way: the hub cannot know that nothing arrived.
      this.#forgetsNext = false
      return
    }
    if (this.#isDialog && !this.#isDeaf) this.#violate('typed while a dialog was open')
    if (this.#composer !== '') this.#violate('typed on top of a draft')
    if (this.#pid !== this.#identity.pid) this.#violate('typed into another program')
    this.#arrivals += 1
    this.#receive(TEXT, true)
  }

  #receive(text: string, byHub: boolean): void {
    if (this.#isDeaf) {
      this.#unread.push(text)
      return
    }
    if (this.#isDialog) {
      if (byHub) this.#draw()
      return
    }
    this.#composer += text
    this.#draw()
  }

  #return(byHub: boolean): void {
    if (this.#isDeaf) {
      this.#unread.push(byHub ? '\r' : '\n')
      return
    }
    if (this.#isDialog) {
      if (byHub) this.#violate('approved a dialog')
      this.#isDialog = false
      this.#draw()
      return
    }
    if (this.#composer === '') return
    if (byHub && this.#ignored > 0) {
      this.#ignored -= 1
      return
    }
    if (byHub && this.#composer !== TEXT) this.#violate(`submitted "${this.#composer}"`)
    if (byHub) this.#submitsByHub += 1
    this.#transcript.push(this.#composer)
    this.#submitted.add(this.#composer)
    this.#composer = ''
    this.#draw()
  }

  #hearAgain(): void {
    this.#isDeaf = false
    for (const key of this.#unread.splice(0)) {
      if (key === '\r' || key === '\n') this.#return(key === '\r')
      else this.#receive(key, key === TEXT)
    }
  }

  #draw(): void {
    this.#output += 1
    this.#outputAt = this.#now
  }

  #shown(): number {
    return this.#transcript.filter(line => line === TEXT).length
  }

  #digest(): string {
    return this.#transcript.join('|')
  }

  #process(): ProcessFacts {
    return { pid: this.#pid, parentPid: 1, groupId: this.#pid, startedAt: this.#pid, argv: ['agent'], cwd: '/' }
  }

  #look(): GateFacts {
    const isAbsent = this.#isDialog || this.#isHidden
    return {
      terminal: {
        ...TERMINAL,
        activity: String(this.#output),
        activityAt: Math.floor(this.#outputAt / 1_000) * 1_000,
        humanKeyAt: this.#humanKeyAt,
      },
      process: this.#process(),
      profile: PROFILE,
      submit: { way: 'auto', from: 'usual' },
      tty: { canonical: false, echo: false, unread: this.#unread.join('').length },
      reading: {
        state: this.#isDialog ? 'blocked' : this.#isHidden ? 'unknown' : this.#isBusy ? 'working' : 'idle',
        detail: '',
        evidence: '',
        composer: isAbsent
          ? { kind: 'absent' }
          : this.#composer === ''
            ? { kind: 'empty' }
            : { kind: 'text', text: this.#composer },
        above: [],
      },
      now: this.#now,
    }
  }

  #violate(what: string): void {
    this.#violations.push(what)
  }
}

const STUCK: ReadonlySet<WorldStep['do']> = new Set([
  'dialogOpens',
  'busyStarts',
  'busyEnds',
  'output',
  'composerHides',
])

const TERMINAL: TerminalInfo = {
  ...terminal,
  address: 'tmux:model/%0',
  server: { pid: 10, startedAt: 10 },
  rootPid: 50,
  suggestedName: 'model',
  activity: '',
  activityGrainMs: 1_000,
  humanKeyAt: START - QUIET_KEYS,
}

const PROFILE: Profile = {
  id: 'model',
  name: 'model',
  class: 'agent',
  source: '',
  recognise: { commands: [], commandLine: [] },
  composer: { prompt: '^> ', holdsCursor: false },
  states: [],
  idleWhenComposerEmpty: true,
  typing: {
    bracketedPaste: true,
    settleMs: PACE.settle,
    submitKey: 'Enter',
    submit: 'auto',
    echoTimeoutMs: PACE.echoTimeout,
  },
}

function identityOf(process: ProcessFacts): Identity {
  return {
    address: TERMINAL.address,
    serverPid: TERMINAL.server.pid,
    serverStartedAt: TERMINAL.server.startedAt,
    tty: TERMINAL.tty,
    rootPid: TERMINAL.rootPid,
    pid: process.pid,
    pidStartedAt: process.startedAt,
    kind: 'model',
  }
}
