import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { TerminalModes } from './terminal-modes.ts'

export interface TerminalGuard {
  /** Gives the terminal its settings back. @param inOrder the program has put away itself what it switched on */
  leave(inOrder: boolean): Promise<void>
}

/**
 * What a program may have switched on: mouse, focus reports, bracketed paste, colour reports, keyboard protocols, a
 * hidden cursor, colours, and last the other screen. The cursor is saved first, because leaving a screen that was never
 * entered moves it to where it was saved.
 */
const SWITCHED_ON =
  '\\033[?1000l\\033[?1002l\\033[?1003l\\033[?1006l\\033[?1004l\\033[?2004l\\033[?2031l\\033[<u\\033[>4m\\033>\\033[?1l\\033[0m\\033[?25h\\0337\\033[?1049l\\n'

/**
 * Waits for a word. With it, or without when we are gone, it sets the terminal back; a shell that has done so already,
 * which leaves other settings than ours, is not disturbed.
 */
const WAIT = `
trap '' HUP INT TERM TTOU
read -r word
if [ "$(stty -g <&3)" = "$2" ]; then stty "$1" <&3; fi
[ "$word" = done ] || printf '${SWITCHED_ON}' >&3
`

/**
 * Sees to it that the terminal is usable afterwards, however this process ends. That is a process of its own, out of
 * reach of whatever ends this one.
 */
export function guardTerminal({ before, raw, fd }: TerminalModes & { readonly fd: number }): TerminalGuard {
  const guard = spawn('/bin/sh', ['-c', WAIT, 'sh', before, raw], {
    stdio: ['pipe', 'ignore', 'ignore', fd],
    detached: true,
  })
  const ended = once(guard, 'exit').catch(() => {})
  guard.on('error', () => {})
  guard.stdin?.on('error', () => {})
  guard.unref()
  return {
    async leave(inOrder) {
      guard.ref()
      guard.stdin?.end(inOrder ? 'done\n' : '\n')
      await ended
    },
  }
}
