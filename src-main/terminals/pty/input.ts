import { HubError } from '#contract/errors.ts'
import { assertTypable } from '../typable.ts'

const PASTE_START = '\u001b[200~'
const PASTE_END = '\u001b[201~'

/** What each key sends. */
export const KEYS = { Enter: '\r', 'C-m': '\r', 'C-j': '\n' } as const

/**
 * The characters that put a text on a program's input line.
 *
 * Refusing every escape character is also what keeps a paste closed: the text cannot hold the mark that ends it.
 */
export function encodeInput(text: string, how: { readonly paste: boolean; readonly bracketed: boolean }): string {
  assertTypable(text, how.paste)
  if (text.includes('\n') && !how.bracketed) {
    throw new HubError('terminal', 'The program does not take pastes now, so each line would be submitted alone.', {
      data: { written: false },
    })
  }
  return how.paste && how.bracketed && text !== '' ? `${PASTE_START}${text}${PASTE_END}` : text
}
