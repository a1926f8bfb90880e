import type { ScreenSnapshot } from './ports.ts'

/** What a session showed from `at` on, until the moment after it. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly screen: ScreenSnapshot
  /** The terminal itself had a mode open (tmux copy mode). */
  readonly inMode: boolean
}

/** Of a screen that changes all the time one moment is kept in this many milliseconds: what that time ended with. */
const APART = 1_000
/** What a moment and each of its rows cost beside their characters. */
const ROW_COST = 16

/** What one session showed lately, oldest first. A row that stays is kept once. */
export class ScreenHistory {
  readonly #moments: Moment[] = []
  #size = 0

  get moments(): readonly Moment[] {
    return this.#moments
  }

  /** About as many characters as it holds. */
  get size(): number {
    return this.#size
  }

  add(moment: Moment): void {
    if (isSame(this.#moments.at(-1), moment)) return
    const [before, last] = [this.#moments.at(-2), this.#moments.at(-1)]
    if (before !== undefined && last !== undefined && last.at - before.at < APART) {
      this.#moments.pop()
      this.#size -= sizeOf(last, before)
    }
    const known = this.#moments.at(-1)
    const kept = { ...moment, screen: keepRows(moment.screen, known?.screen) }
    this.#moments.push(kept)
    this.#size += sizeOf(kept, known)
  }

  /** What it showed then: the newest moment that is not later. */
  at(time: number): Moment | undefined {
    return this.#moments.findLast(moment => moment.at <= time)
  }

  /** Forgets what was over before `time`. What it shows since then stays, however long ago it began. */
  forgetBefore(time: number): void {
    while ((this.#moments[1]?.at ?? Infinity) <= time) this.dropOldest()
  }

  dropOldest(): void {
    const [oldest, next] = this.#moments
    if (oldest === undefined) return
    this.#moments.shift()
    this.#size -= sizeOf(oldest, undefined)
    if (next !== undefined) this.#size += sizeOf(next, undefined) - sizeOf(next, oldest)
  }
}

function isSame(one: Moment | undefined, other: Moment): boolean {
  if (one === undefined || one.inMode !== other.inMode) return false
  const [a, b] = [one.screen, other.screen]
  return (
    a.alternate === b.alternate &&
    a.cursor.row === b.cursor.row &&
    a.cursor.column === b.cursor.column &&
    a.lines.length === b.lines.length &&
    a.lines.every((line, row) => line === b.lines[row])
  )
}

/**
 * The same screen out of rows that are kept already, where there are any. A new row is copied: as it came it may be a
 * part of a much longer text, all of which would stay. How bright it was is nobody's question later.
 */
function keepRows(screen: ScreenSnapshot, known: ScreenSnapshot | undefined): ScreenSnapshot {
  const rows = new Map(known?.lines.map(line => [line, line]))
  const lines = screen.lines.map(line => rows.get(line) ?? (JSON.parse(JSON.stringify(line)) as string))
  return { ...screen, lines, bright: lines }
}

/** What a moment holds that the one before it does not. */
function sizeOf({ screen }: Moment, before: Moment | undefined): number {
  const known = new Set(before?.screen.lines)
  return screen.lines.reduce((sum, line) => sum + ROW_COST + (known.has(line) ? 0 : line.length), ROW_COST)
}
