import { HubError } from '#contract/errors.ts'

const PASTE_START = '\u001b[200~'
const PASTE_END = '\u001b[201~'

/** Any control character (C0, DEL, C1) but the newline. */
const UNTYPABLE = /[^\P{Cc}\n]/u

/** What each key sends. */
export const KEYS = { Enter: '\r', 'C-m': '\r', 'C-j': '\n' } as const

/**
 * The characters that put a text on a program's input line.
 *
 * Refusing every escape character is also what keeps a paste closed: the text cannot hold the mark that ends it.
 */
export function encodeInput(text: string, how: { readonly paste: boolean; readonly bracketed: boolean }): string {
  if (!text.isWellFormed()) throw new HubError('bad_request', 'The text holds half a character.')
  if (UNTYPABLE.test(text)) throw new HubError('bad_request', 'The text holds a control character.')
  const manyLines = text.includes('\n')
  if (manyLines && !how.paste) throw new HubError('bad_request', 'Many lines can only be pasted.')
  if (manyLines && !how.bracketed) {
    throw new HubError('terminal', 'The program does not take pastes now, so each line would be submitted alone.')
  }
  return how.paste && how.bracketed && text !== '' ? `${PASTE_START}${text}${PASTE_END}` : text
}
