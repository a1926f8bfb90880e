import { uuidv7 } from '#contract/uuid.ts'

/**
 * An id for a message, made at the click and kept through every repetition of the same call, so that the hub can tell a
 * repetition from a second message.
 *
 * @param now ms since 1970
 */
export function newMessageId(now: number = Date.now()): string {
  return uuidv7(now, crypto.getRandomValues(new Uint8Array(10)))
}
