import { HubError } from '#contract/errors.ts'
import { runBatch, type BatchResult, type Work, type WorkResult } from './batch.ts'
import type { WriteDb, WriteTx } from './handles.ts'
import type { Reserve } from './reserve.ts'
import { diskFullError, isDiskFull, isStorageFailure, storageError } from './sqlite-errors.ts'

/** Keeps one batch, during which nothing else runs in this process, in the range of milliseconds. */
const MAX_BATCH = 512

export interface WriteOptions {
  /** Still written while the disk is full, out of the reserve: cancel, acknowledge, what was done to a target. */
  readonly essential?: boolean
}

/** What is about to be written together. */
export interface BatchKind {
  /** All of it only puts something into the intake. */
  readonly isIntake: boolean
  readonly size: number
}

interface Job {
  readonly work: Work
  readonly essential: boolean
  /** Only puts something into the intake, and so needs nothing of what is there to be entered before. */
  readonly isIntake: boolean
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/**
 * Collects what is written in one turn of the event loop and commits it together: one wait for the disk is shared by
 * all who write at the same time, and one alone waits for nobody.
 */
export class GroupCommit implements Disposable {
  readonly #db: WriteDb
  readonly #reserve: Reserve
  readonly #before: (batch: BatchKind) => void
  readonly #onError: (error: unknown) => void
  #waiting: Job[] = []
  #isScheduled = false
  #isClosed = false

  /**
   * @param before called before each batch that was asked for with `write` or `writeIntake`
   * @param onError hears what an `afterCommit` callback throws: a bug, which must not undo what is committed
   */
  constructor(db: WriteDb, reserve: Reserve, before: (batch: BatchKind) => void, onError: (error: unknown) => void) {
    this.#db = db
    this.#reserve = reserve
    this.#before = before
    this.#onError = onError
  }

  /** Resolves once the work is on the disk; rejects with what the work threw, or with `storage`. */
  write<T>(work: (tx: WriteTx) => T, options: WriteOptions = {}): Promise<T> {
    return this.#add(work, options.essential === true, false)
  }

  /** The same for work that only puts something into the intake. */
  writeIntake<T>(work: (tx: WriteTx) => T): Promise<T> {
    return this.#add(work, false, true)
  }

  /**
   * Commits at once, and even while the disk is full, what is on the disk already in another form. So it waits for no
   * disk: the next commit that does takes it along, and a power cut before that leaves the other form.
   */
  commit(works: readonly Work[]): BatchResult {
    this.#db.exec('PRAGMA synchronous = NORMAL')
    try {
      return this.#commit(
        works.map(work => ({ work, essential: true, isIntake: false, resolve: () => {}, reject: () => {} })),
      )
    } finally {
      this.#db.exec('PRAGMA synchronous = FULL')
    }
  }

  /** Commits what waits, and takes nothing more. */
  [Symbol.dispose](): void {
    this.#isClosed = true
    while (this.#waiting.length > 0) this.#flush()
  }

  #add<T>(work: (tx: WriteTx) => T, essential: boolean, isIntake: boolean): Promise<T> {
    if (this.#isClosed) return Promise.reject(new HubError('storage', 'The store is closed; nothing was accepted.'))
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, essential, isIntake, resolve: resolve as Job['resolve'], reject })
      this.#schedule()
    })
  }

  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    // After the sockets were read, not before: requests that arrived together share a commit.
    setImmediate(() => {
      this.#isScheduled = false
      this.#flush()
      if (this.#waiting.length > 0) this.#schedule()
    })
  }

  #flush(): void {
    const jobs = this.#admit(this.#waiting.splice(0, MAX_BATCH))
    if (jobs.length === 0) return
    this.#before({ isIntake: jobs.every(job => job.isIntake), size: jobs.length })
    this.#commit(jobs)
  }

  #commit(jobs: readonly Job[]): BatchResult {
    const result = this.#run(jobs)
    const isFull = result.kind === 'failed' && isDiskFull(result.error)
    if (!isFull || !this.#reserve.release()) return this.#settle(jobs, result)
    const admitted = this.#admit(jobs)
    return admitted.length === 0 ? result : this.#settle(admitted, this.#run(admitted))
  }

  /** While the disk is full, turns away whatever may not use the reserve. */
  #admit(jobs: readonly Job[]): readonly Job[] {
    if (jobs.length === 0 || !this.#reserve.isReleased || this.#reserve.refill()) return jobs
    for (const job of jobs) if (!job.essential) job.reject(diskFullError())
    return jobs.filter(job => job.essential)
  }

  #run(jobs: readonly Job[]): BatchResult {
    return runBatch(
      this.#db,
      jobs.map(job => job.work),
    )
  }

  #settle(jobs: readonly Job[], batch: BatchResult): BatchResult {
    for (const [place, job] of jobs.entries()) {
      if (batch.kind === 'failed') job.reject(isStorageFailure(batch.error) ? storageError(batch.error) : batch.error)
      else this.#settleOne(job, batch.results[place] as WorkResult)
    }
    return batch
  }

  #settleOne(job: Job, result: WorkResult): void {
    if (result.kind === 'refused') {
      job.reject(result.error)
      return
    }
    for (const callback of result.afterCommit) this.#announce(callback)
    job.resolve(result.value)
  }

  #announce(callback: () => void): void {
    try {
      callback()
    } catch (error) {
      this.#onError(error)
    }
  }
}
