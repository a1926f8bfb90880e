import { lstatSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import type { Hub } from '#hub/hub.ts'

/** How often the socket's file is looked at, in milliseconds. */
const LOOK_EVERY = 10_000

/**
 * Keeps a socket reachable: when its file is gone or is another one (a cleaner took it, or somebody bound the name anew),
 * it is opened again. Nobody else may own the name while the instance lock is held.
 */
export async function keepSocket(
  path: string,
  { clock, onBug }: Pick<Hub, 'clock' | 'onBug'>,
  open: () => Promise<FastifyInstance>,
): Promise<{ close(): Promise<void> }> {
  let app = await open()
  let inode = inodeOf(path)
  let timer = clock.after(LOOK_EVERY, look)
  let isClosed = false

  function look(): void {
    void reopenIfLost()
      .catch(onBug)
      .finally(() => {
        if (!isClosed) timer = clock.after(LOOK_EVERY, look)
      })
  }

  async function reopenIfLost(): Promise<void> {
    if (isClosed || inodeOf(path) === inode) return
    onBug(new Error(`${path} was removed or replaced; opening it again`))
    await app.close()
    app = await open()
    inode = inodeOf(path)
    // A close that came meanwhile saw the old one.
    if (isClosed) await app.close()
  }

  return {
    async close() {
      isClosed = true
      timer[Symbol.dispose]()
      await app.close()
    },
  }
}

function inodeOf(path: string): number | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.ino
}
