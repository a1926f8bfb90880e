import { statSync } from 'node:fs'
import { HubError } from '#contract/errors.ts'
import type { createSystemClock } from './clock.ts'
import type { InstanceLock } from './instance-lock.ts'
import type { StateFolder } from './state-folder.ts'

/** How often it is looked whether the state is still there, in milliseconds. */
const LOOK_EVERY = 5_000

export interface StateWatch extends Disposable {
  /** @throws HubError `unfit` once the state is not where it was opened */
  assertThere(): void
}

export interface StateWatchParts {
  readonly folder: Pick<StateFolder, 'path' | 'db'>
  readonly lock: Pick<InstanceLock, 'isStillHeld'>
  readonly clock: Pick<ReturnType<typeof createSystemClock>, 'after'>
  /** Told once. */
  onLost(lost: HubError): void
}

/**
 * Notices that database or lock were removed, moved away or replaced under a running hub. What is written then goes into
 * a file without a name, and is lost with the process: nothing more may be accepted.
 */
export function watchState({ folder, lock, clock, onLost }: StateWatchParts): StateWatch {
  const opened = statSync(folder.db)
  let lost: HubError | undefined
  let timer = clock.after(LOOK_EVERY, tick)

  function isThere(): boolean {
    const now = statSync(folder.db, { throwIfNoEntry: false })
    return now?.ino === opened.ino && now.dev === opened.dev
  }

  function lose(): void {
    if (lost !== undefined) return
    lost = stateIsGone(folder)
    onLost(lost)
  }

  function tick(): void {
    if (!isThere() || !lock.isStillHeld()) lose()
    else timer = clock.after(LOOK_EVERY, tick)
  }

  return {
    // One look at one file: this comes before everything that is accepted.
    assertThere() {
      if (!isThere()) lose()
      if (lost !== undefined) throw lost
    },
    [Symbol.dispose]: () => timer[Symbol.dispose](),
  }
}

function stateIsGone({ path, db }: Pick<StateFolder, 'path' | 'db'>): HubError {
  return new HubError('unfit', `${path} was removed, moved away or replaced while the hub ran; it ends`, {
    hint: 'Put it back if you can: it has what was accepted before. The next command starts a hub on what is there.',
    data: { path: db },
  })
}
