import type { Clock } from '#domain/ports.ts'
import type { TranscriptFile, TranscriptLibrary } from '#domain/transcript-ports.ts'
import type { IndexedFile, TranscriptIndex } from '#store/transcript-index.ts'

/** The first look waits for this, in milliseconds: a hub that starts has better things to do. */
const FIRST_LOOK = 20_000
/** How often transcripts are looked at while nobody searches, in ticks of `TICK`. */
const TICKS = 10
const TICK = 30_000
/** Pause behind each portion while nobody waits, in milliseconds, so that a year of transcripts is read calmly. */
const REST = 100

export interface KeepIndexParts {
  readonly clock: Clock
  readonly library: Pick<TranscriptLibrary, 'list' | 'portion' | 'head'>
  readonly index: TranscriptIndex
  onBug(error: unknown): void
}

/** Keeps the index of all transcripts. Reads what is new now and then, and at once when somebody searches. */
export interface IndexKeeper extends Disposable {
  /** Reads what is new for at most `ms`; false when there is more. */
  catchUp(ms: number): Promise<boolean>
}

export function keepIndex({ clock, library, index, onBug }: KeepIndexParts): IndexKeeper {
  let isClosed = false
  let turn: Promise<unknown> = Promise.resolve()
  let ticks = 0
  let waiting = 0
  let timer = clock.after(FIRST_LOOK, tick)

  /** One reader at a time: two would put the same words in twice. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }

  function tick(): void {
    if (ticks % TICKS === 0) void inTurn(readCalmly).catch(onBug)
    ticks++
    timer = clock.after(TICK, tick)
  }

  /** Gives way to whoever searches, and goes on at the next tick. */
  async function readCalmly(): Promise<void> {
    if (!(await readAll(() => waiting > 0, REST))) ticks = 0
  }

  /** True when everything is read. */
  async function readAll(isOver: () => boolean, rest: number): Promise<boolean> {
    const files = await library.list()
    const known = new Map(index.files().map(file => [file.path, file]))
    const present = new Set(files.map(({ path }) => path))
    for (const { path, id } of known.values()) if (!present.has(path) && !isClosed) index.removeFile(id)
    for (const file of files) {
      if (isClosed || isOver()) return false
      await readNew(file, known.get(file.path), isOver, rest)
    }
    return !isOver()
  }

  async function readNew(file: TranscriptFile, known: IndexedFile | undefined, isOver: () => boolean, rest: number) {
    if (known !== undefined && known.readTo === file.size && known.inode === file.inode) return
    try {
      let { id, readTo } = await recognise(file, known)
      while (readTo < file.size && !isClosed && !isOver()) {
        const portion = await library.portion(file.path, readTo)
        if (isClosed || portion.readTo === readTo) return
        index.add(id, portion.readTo, portion.entries)
        readTo = portion.readTo
        if (rest > 0) await clock.sleep(rest)
      }
    } catch (error) {
      // Its owner may remove a transcript at any moment; the next look forgets it.
      if (!isMissing(error)) throw error
    }
  }

  /** The file as the index knows it; from its start when it is another file now, or was cut. */
  async function recognise(file: TranscriptFile, known: IndexedFile | undefined): Promise<IndexedFile> {
    const isSame =
      known !== undefined &&
      known.inode === file.inode &&
      known.readTo <= file.size &&
      known.head === (await library.head(file.path, known.head))
    return isSame ? known : index.startFile({ ...file, head: await library.head(file.path) })
  }

  return {
    catchUp(ms) {
      const end = clock.monotonic() + ms
      waiting++
      return inTurn(() => {
        waiting--
        return readAll(() => clock.monotonic() > end, 0)
      })
    },
    [Symbol.dispose]() {
      isClosed = true
      timer[Symbol.dispose]()
      index[Symbol.dispose]()
    },
  }
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')
}
