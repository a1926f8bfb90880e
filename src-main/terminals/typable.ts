import { HubError } from '#contract/errors.ts'

/** Any control character (C0, DEL, C1) but the newline. */
const UNTYPABLE = /[^\P{Cc}\n]/u

/**
 * What must never reach a terminal, whatever sent it here.
 *
 * @throws HubError `bad_request`, with nothing written
 */
export function assertTypable(text: string, paste: boolean): void {
  if (!text.isWellFormed()) throw refusal('The text holds half a character.')
  if (UNTYPABLE.test(text)) throw refusal('The text holds a control character.')
  if (text.includes('\n') && !paste) throw refusal('Many lines can only be pasted.')
}

function refusal(message: string): HubError {
  return new HubError('bad_request', message, { data: { written: false } })
}
