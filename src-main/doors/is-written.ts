import type { ServerResponse } from 'node:http'

/** Resolves once an answer is over: true when the system took all of it, false when its reader had gone before. */
export function isWritten(response: ServerResponse): Promise<boolean> {
  if (response.writableFinished || response.destroyed) return Promise.resolve(response.writableFinished)
  return new Promise(resolve => {
    response.once('finish', () => resolve(true))
    response.once('close', () => resolve(response.writableFinished))
  })
}
