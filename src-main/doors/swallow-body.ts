import type { IncomingMessage } from 'node:http'

/** Whoever sends more than this (bytes) is hung up on without having been heard out. */
const PATIENCE = 64 * 1024 * 1024

/**
 * Reads the rest of a request and forgets it. Answering at once and hanging up would break the sender's writing, and the
 * reason would not be read. Ends with the request, however that ends.
 */
export async function swallowBody(request: IncomingMessage): Promise<void> {
  // A request that was never on a wire does not say that it is complete, but it has ended.
  if (request.complete || request.readableEnded || request.destroyed) return
  const { promise, resolve } = Promise.withResolvers<void>()
  let left = PATIENCE
  request.on('data', (bytes: Buffer) => {
    left -= bytes.length
    if (left > 0) return
    request.pause()
    resolve()
  })
  for (const end of ['end', 'close', 'error']) request.once(end, () => resolve())
  request.resume()
  await promise
}
