import type { IpcMainEvent } from 'electron'
import { APP_ORIGIN } from './origin.ts'

/** What is looked at of a message's sender. */
export type Sender = Pick<IpcMainEvent, 'senderFrame'>

/** True for the top frame of a page of our own. A frame that is gone by now, or was never ours, is not. */
export function isTrustedSender({ senderFrame }: Sender): boolean {
  if (senderFrame === null || senderFrame.parent !== null) return false
  return senderFrame.origin === APP_ORIGIN
}

/**
 * The address to open in a browser, written plainly, or undefined. Only `https:`; no name or password in it, which can
 * make an address look like another; nothing so long that the question about it cannot show it.
 */
export function findExternalUrl(text: string): string | undefined {
  const url = text.length <= 2_048 ? URL.parse(text) : null
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined
  return url.href
}
