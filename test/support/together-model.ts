import { advance, FRESH, isEnded, waitsForAll, type DeliveryEvent, type DeliveryFacts } from '#domain/delivery.ts'
import { decideTogether, type Readiness } from '#domain/together.ts'

/** What happens between two steps of the hub; `target` counts round. */
export type TogetherStep =
  | { readonly do: 'look' }
  /** The hub dies behind its look, before the decision is on the disk. */
  | { readonly do: 'dieDeciding' }
  | { readonly do: 'carry'; readonly target: number }
  | { readonly do: 'busy' | 'ready' | 'gone' | 'cancel' | 'answer'; readonly target: number }
  | { readonly do: 'wait'; readonly seconds: number }

/** The rules under test; a mutant replaces one of them. */
export interface TogetherPolicy {
  readonly decide: typeof decideTogether
  readonly advance: typeof advance
  /** False: what was decided is stored one by one, and a death cuts it in two. */
  readonly storesAtOnce: boolean
}

export const PRODUCTION: TogetherPolicy = { decide: decideTogether, advance, storesAtOnce: true }

const DEADLINE = 600
const EXPIRY = 10_000

type State = 'ready' | 'busy' | 'gone'

/** Runs one schedule with some targets, and returns what was broken. The targets keep the truth of what reached them. */
export function runTogether(
  states: readonly State[],
  otherwise: 'retract' | 'send_ready',
  steps: readonly TogetherStep[],
  policy: TogetherPolicy = PRODUCTION,
): readonly string[] {
  const model = new TogetherModel(states, otherwise, policy)
  for (const step of steps) model.take(step)
  model.settle()
  return model.judge()
}

class TogetherModel {
  readonly #policy: TogetherPolicy
  readonly #otherwise: 'retract' | 'send_ready'
  readonly #violations: string[] = []
  readonly #states: State[]
  readonly #facts: DeliveryFacts[]
  readonly #arrivals: number[]
  readonly #cancelled = new Set<number>()
  readonly #released = new Set<number>()
  #now = 0

  constructor(states: readonly State[], otherwise: 'retract' | 'send_ready', policy: TogetherPolicy) {
    this.#policy = policy
    this.#otherwise = otherwise
    this.#states = [...states]
    const held = { ...FRESH, state: 'held', reason: 'waiting_for_all', lane: 'terminal', expiresAt: EXPIRY } as const
    this.#facts = states.map(() => held)
    this.#arrivals = states.map(() => 0)
  }

  take(step: TogetherStep): void {
    const target = 'target' in step ? step.target % this.#states.length : 0
    switch (step.do) {
      case 'look':
        return this.#look(Infinity)
      case 'dieDeciding':
        return this.#look(this.#policy.storesAtOnce ? 0 : 1)
      case 'carry':
        return this.#carry(target)
      case 'wait':
        this.#now += step.seconds
        return
      case 'cancel':
        if (this.#change(target, { kind: 'cancel' })) this.#cancelled.add(target)
        return
      case 'answer':
        return this.#answer(target)
      default:
        if (this.#states[target] !== 'gone') this.#states[target] = step.do
    }
  }

  /** The hub lives and the time passes: everything comes to an end. */
  settle(): void {
    for (const [target, state] of this.#states.entries()) if (state === 'busy') this.#states[target] = 'ready'
    this.#now = Math.max(this.#now, DEADLINE)
    this.#look(Infinity)
    for (const target of this.#states.keys()) this.#carry(target)
  }

  judge(): readonly string[] {
    const left = this.#facts.filter(waitsForAll).length
    if (left > 0) this.#violate(`${left} still wait for all`)
    const lost = this.#facts.filter(({ state }) => !isEnded(state)).length
    if (lost > 0) this.#violate(`${lost} have no end`)
    if (this.#arrivals.some(count => count > 1)) this.#violate('typed twice')
    return [...new Set(this.#violations)]
  }

  /** @param most how many of the changes reach the disk */
  #look(most: number): void {
    const waiting = [...this.#facts.keys()].filter(target => waitsForAll(this.#facts[target] ?? NOWHERE))
    const targets = waiting.map(target => ({ id: String(target), name: '', readiness: this.#readiness(target) }))
    const moves = this.#policy.decide(targets, { deadline: DEADLINE, otherwise: this.#otherwise }, this.#now)
    const moved = moves.slice(0, most)
    for (const { id, event } of moved) if (this.#change(Number(id), event)) this.#note(Number(id), event)
    if (moved.some(({ event }) => event.kind === 'release')) this.#checkRelease(waiting)
  }

  #note(target: number, event: DeliveryEvent): void {
    if (event.kind === 'release') this.#released.add(target)
    if (event.kind === 'cancel' && this.#otherwise === 'retract' && this.#released.size > 0) {
      this.#violate('taken back from some after others got it')
    }
  }

  #checkRelease(waiting: readonly number[]): void {
    if (waiting.some(target => waitsForAll(this.#facts[target] ?? NOWHERE))) this.#violate('some go, others wait on')
    if (this.#otherwise === 'send_ready') return
    if (waiting.some(target => this.#states[target] !== 'ready')) this.#violate('went although not all were ready')
    if (this.#now >= DEADLINE) this.#violate('went after the time was over')
  }

  /** What the outbox does when it comes by, whether or not it should. */
  #carry(target: number): void {
    if (this.#states[target] === 'busy') return void this.#change(target, { kind: 'hold', reason: 'working' })
    if (this.#states[target] === 'gone') return void this.#change(target, { kind: 'fail', reason: 'gone' })
    this.#change(target, { kind: 'queue' })
    if (!this.#change(target, { kind: 'send' })) return
    if (!this.#released.has(target)) this.#violate('typed before it was let go')
    if (this.#cancelled.has(target)) this.#violate('typed although cancelled')
    this.#arrivals[target] = (this.#arrivals[target] ?? 0) + 1
    this.#change(target, { kind: 'confirm' })
  }

  #answer(target: number): void {
    const isHidden = waitsForAll(this.#facts[target] ?? NOWHERE)
    if (this.#change(target, { kind: 'answer' }) && isHidden) this.#violate('answered unread')
  }

  #readiness(target: number): Readiness {
    const evidence = ''
    switch (this.#states[target]) {
      case 'busy':
        return { kind: 'not_yet', reason: 'working', evidence, afterMs: 1 }
      case 'gone':
        return { kind: 'never', end: 'fail', reason: 'gone', evidence }
      default:
        return { kind: 'ready', evidence }
    }
  }

  #change(target: number, event: DeliveryEvent): boolean {
    const moved = this.#policy.advance(this.#facts[target] ?? NOWHERE, event)
    if (moved.kind === 'moved') this.#facts[target] = moved.delivery
    return moved.kind === 'moved'
  }

  #violate(what: string): void {
    this.#violations.push(what)
  }
}

const NOWHERE: DeliveryFacts = { ...FRESH, state: 'cancelled', lane: 'terminal', expiresAt: 0 }
