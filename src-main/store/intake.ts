import type { BatchResult, Work } from './batch.ts'
import type { BatchKind } from './group-commit.ts'
import type { ReadDb, WriteTx } from './handles.ts'
import {
  isAside,
  lastIntakeNumber,
  listIntake,
  noteEntered,
  putIntake,
  removeIntake,
  setAside,
  SLOT_BYTES,
  SLOTS,
  type IntakeRow,
} from './intake-rows.ts'

/** What was accepted: its id, which nothing else has, and all that it comes to, as JSON keeps it. */
export interface Accepted {
  readonly id: string
}

/** How what was taken in is entered in the tables that everybody reads. */
export interface Entrance {
  /** Throws only on a bug. False, with nothing changed, where something with this id is entered already. */
  enter(tx: WriteTx, accepted: Accepted): boolean
  /** Runs this a little later: the longer, the more is entered together. */
  soon(run: () => void): Disposable
}

export interface IntakeParts {
  readonly read: ReadDb
  write<T>(work: (tx: WriteTx) => T): Promise<T>
  /** Commits these in one transaction, now. */
  commit(works: readonly Work[]): BatchResult
  isKnown(db: ReadDb, id: string): boolean
  onError(error: unknown): void
}

/** From so many on that come together, they share the pages of the tables and are entered at once. */
const CROWD = 2

interface Waiting extends IntakeRow {
  readonly accepted: Accepted
}

/**
 * Where a message is durable first: one row holds all that it comes to, so accepting it waits for one page and not for
 * the dozen that its tables and their indexes take. It is entered there soon after, with others that came meanwhile, and
 * before anybody reads or writes anything else: nobody sees that it was not there yet.
 */
export class Intake implements Disposable {
  readonly #parts: IntakeParts
  readonly #taking = new Map<string, Promise<unknown>>()
  #free: number[] = []
  #waiting: Waiting[] = []
  #number = 0
  #isLoaded = false
  #isCrowd = false
  #entrance: Entrance | undefined
  #timer: Disposable | undefined

  constructor(parts: IntakeParts) {
    this.#parts = parts
  }

  /** What an earlier run took in and did not enter is entered now. */
  enterWith(entrance: Entrance): void {
    this.#load()
    this.#entrance = entrance
    this.enter()
  }

  /** Resolves once it is on the disk. False, with nothing kept, where something with this id was accepted before. */
  async take(accepted: Accepted): Promise<boolean> {
    this.#load()
    const { id } = accepted
    for (let other = this.#taking.get(id); other !== undefined; other = this.#taking.get(id)) {
      await Promise.allSettled([other])
    }
    if (this.#waiting.some(one => one.accepted.id === id)) return false
    const number = ++this.#number
    const slot = this.#free.pop() ?? SLOTS + number
    const taking = this.#parts.write(tx => {
      if (this.#isCrowd) return this.#entrance?.enter(tx, accepted) === false ? 'known' : 'entered'
      if (this.#parts.isKnown(tx, id)) return 'known'
      this.#put(tx, { slot, number, content: encode(accepted), accepted })
      return 'put'
    })
    this.#taking.set(id, taking)
    let became: Awaited<typeof taking> | undefined
    try {
      became = await taking
      return became !== 'known'
    } finally {
      if (became !== 'put') this.#release(slot)
      this.#taking.delete(id)
    }
  }

  /** What was taken in before goes first: whoever writes something else finds it entered, and order is kept. */
  prepare({ isIntake, size }: BatchKind): void {
    const isCrowd = size >= CROWD && this.#entrance !== undefined
    if (!isIntake || isCrowd) this.enter()
    this.#isCrowd = isCrowd && this.#waiting.length === 0
  }

  /** Where the disk fails they wait on, and the next who asks tries again. */
  enter(): void {
    if (this.#waiting.length === 0 || this.#entrance === undefined) return
    const { enter } = this.#entrance
    const waiting = this.#waiting.splice(0)
    const entered = new Set<Waiting>()
    const works = waiting.map(one => (tx: WriteTx) => {
      enter(tx, one.accepted)
      entered.add(one)
    })
    const result = this.#parts.commit([...works, tx => clear(tx, waiting, entered)])
    if (result.kind === 'failed') {
      this.#waiting.unshift(...waiting)
      return
    }
    for (const { slot } of waiting) this.#release(slot)
    for (const one of result.results) if (one.kind === 'refused') this.#parts.onError(one.error)
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]()
    this.#entrance = undefined
  }

  /** Once: what an earlier run left stays in its slots until it is entered. */
  #load(): void {
    if (this.#isLoaded) return
    this.#isLoaded = true
    const { read } = this.#parts
    this.#number = lastIntakeNumber(read)
    this.#waiting = listIntake(read).map(row => ({ ...row, accepted: decode(row.content) }))
    const taken = new Set(this.#waiting.map(row => row.slot))
    this.#free = Array.from({ length: SLOTS }, (_, place) => SLOTS - place).filter(slot => !taken.has(slot))
  }

  #put(tx: WriteTx, one: Waiting): void {
    putIntake(tx, one)
    tx.afterCommit(() => this.#keep(one))
  }

  #keep(one: Waiting): void {
    this.#waiting.push(one)
    if (this.#waiting.length === SLOTS) setImmediate(() => this.enter())
    this.#timer ??= this.#entrance?.soon(() => {
      this.#timer = undefined
      this.enter()
    })
  }

  #release(slot: number): void {
    if (slot <= SLOTS) this.#free.push(slot)
  }
}

function clear(tx: WriteTx, waiting: readonly Waiting[], entered: ReadonlySet<Waiting>): void {
  for (const one of waiting) {
    if (!entered.has(one)) setAside(tx, one)
    if (entered.has(one) || !isAside(one)) removeIntake(tx, one.slot)
  }
  noteEntered(tx, Math.max(...waiting.map(one => one.number)))
}

function encode(accepted: Accepted): Uint8Array {
  const json = JSON.stringify(accepted)
  if (Buffer.byteLength(json) > SLOT_BYTES) return Buffer.from(json)
  const bytes = Buffer.allocUnsafe(SLOT_BYTES)
  return bytes.fill(' ', bytes.write(json))
}

function decode(content: Uint8Array): Accepted {
  return JSON.parse(Buffer.from(content).toString()) as Accepted
}
