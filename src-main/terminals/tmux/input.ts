import { HubError } from '#contract/errors.ts'

/** Any control character (C0, DEL, C1) but the newline. */
const UNTYPABLE = /[^\P{Cc}\n]/u

/** @throws HubError `bad_request` for text that must not reach a terminal */
export function assertTypable(text: string, paste: boolean): void {
  if (!text.isWellFormed()) throw new HubError('bad_request', 'The text holds half a character.')
  if (UNTYPABLE.test(text)) throw new HubError('bad_request', 'The text holds a control character.')
  if (text.includes('\n') && !paste) throw new HubError('bad_request', 'Many lines can only be pasted.')
}
