import { askProgram } from './run-process.ts'
import { isTtyPath, type TtyMode } from './tty.ts'

/**
 * The mode of a tty where native calls are off. Slower (it starts a program) and weaker: how much waits unread cannot
 * be told this way and is given as 0.
 */
export function sttyMode(path: string): TtyMode | undefined {
  if (!isTtyPath(path)) return undefined
  const file = process.platform === 'linux' ? '-F' : '-f'
  const answer = askProgram('stty', [file, path, '-a'])
  return answer === undefined ? undefined : parseSttyMode(answer)
}

/** Reads what `stty -a` prints: each setting is a word, with `-` in front when it is off. */
export function parseSttyMode(answer: string): TtyMode | undefined {
  const words = new Set(answer.split(/[\s;:]+/))
  const isOn = (name: string) => (words.has(name) ? true : words.has(`-${name}`) ? false : undefined)
  const canonical = isOn('icanon')
  const echo = isOn('echo')
  return canonical === undefined || echo === undefined ? undefined : { canonical, echo, unread: 0 }
}
