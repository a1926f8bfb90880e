import type { TogetherDraft } from '../../stores/draft.ts'

/**
 * The same send for the command line. Targets and text are quoted for a POSIX shell, where nothing between single
 * quotes means anything.
 */
export function asCommand(targets: readonly string[], body: string, together: TogetherDraft | null = null): string {
  const to = [...targets.map(quote), ...togetherFlags(together)].join(' ')
  // A lone dash means "read from standard input" there.
  if (body === '-') return `printf %s - | comms send ${to} -- -`
  return `comms send ${to} -- ${alwaysQuote(body)}`
}

function togetherFlags(together: TogetherDraft | null): readonly string[] {
  if (together === null) return []
  const otherwise = together.otherwise === 'send_ready' ? ['--otherwise send-ready'] : []
  return ['--together', `--within ${together.waitSeconds}s`, ...otherwise]
}

function quote(word: string): string {
  return /^[\w@./:%+,-]+$/.test(word) ? word : alwaysQuote(word)
}

function alwaysQuote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`
}
