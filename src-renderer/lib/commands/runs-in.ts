import { keysOf, type CommandSpec } from '#contract/command-list.ts'
import { describeKeys, type Keyboard } from '#contract/keys.ts'

/** Only the keys differ: a browser keeps some for itself. What the page can do is a matter of its capabilities. */
export const RUNS_IN: 'window' | 'browser' = globalThis.location?.protocol === 'app:' ? 'window' : 'browser'

export const KEYBOARD: Keyboard = /mac|iphone|ipad/i.test(globalThis.navigator?.userAgent ?? '') ? 'mac' : 'other'

/** The key to show beside a command, such as `⌘K`, or nothing. */
export function shownKey(command: CommandSpec): string | undefined {
  const [first] = keysOf(command, RUNS_IN)
  return first === undefined ? undefined : describeKeys(first, KEYBOARD)
}
