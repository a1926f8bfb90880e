/** What somebody wrote behind `/comms`. */
export type SkillLine =
  | { readonly verb: 'list' | 'inbox' | 'status' | 'help' }
  | { readonly verb: 'send' | 'ask' | 'broadcast'; readonly target: string; readonly text: string }
  | { readonly verb: 'read'; readonly id: string }
  | { readonly verb: 'done'; readonly id: string; readonly text: string }
  | { readonly verb: 'wrong'; readonly why: string }

const BARE = ['list', 'inbox', 'status', 'help'] as const
const WITH_TEXT = ['send', 'ask', 'broadcast'] as const

/** Reads a line by its first words; the rest is text as it was written, less one pair of quotes around all of it. */
export function readSkillLine(line: string): SkillLine {
  const [verb, rest] = takeWord(line.trim())
  if (verb === '') return { verb: 'help' }
  const bare = BARE.find(name => name === verb)
  if (bare !== undefined) return { verb: bare }
  const [first, text] = takeWord(rest)
  const saying = WITH_TEXT.find(name => name === verb)
  if (saying !== undefined) return readText(saying, first, unquote(text))
  if (verb !== 'read' && verb !== 'done') return { verb: 'wrong', why: `/comms does not know "${verb}".` }
  if (first === '') return { verb: 'wrong', why: `/comms ${verb} needs the id of a message.` }
  return verb === 'read' ? { verb, id: first } : { verb, id: first, text: unquote(text) }
}

function readText(verb: (typeof WITH_TEXT)[number], target: string, text: string): SkillLine {
  if (target === '' || text === '') return { verb: 'wrong', why: `/comms ${verb} needs a target and a text.` }
  if (verb === 'broadcast' && !target.startsWith('@')) {
    return { verb: 'wrong', why: '/comms broadcast needs a group, such as @backend or @all.' }
  }
  return { verb, target, text }
}

/** The first word, or the first quoted words, and what follows. */
function takeWord(line: string): readonly [word: string, rest: string] {
  const [whole, quoted, bare] = /^(?:"([^"]*)"|(\S+))\s*/.exec(line) ?? ['']
  return [quoted ?? bare ?? '', line.slice(whole.length)]
}

function unquote(text: string): string {
  const trimmed = text.trim()
  return /^"[^"]*"$/.test(trimmed) || /^'[^']*'$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed
}
