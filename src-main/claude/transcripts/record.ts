/** One link of the chain a conversation is, whatever it holds. */
export interface TranscriptRecord {
  readonly id: string
  /** The record it follows; null at the start, and where the program began anew after it made room. */
  readonly parent: string | null
  readonly at: string
  readonly cwd: string
  readonly said: Said
}

/** What a record says, as far as anybody reads it. */
export type Said =
  | {
      readonly kind: 'prompt'
      readonly from: 'person' | 'peer' | 'program'
      readonly sender: string | null
      readonly text: string
    }
  | { readonly kind: 'results'; readonly results: readonly string[] }
  | { readonly kind: 'answer'; readonly text: string; readonly tools: readonly ToolCall[] }
  | { readonly kind: 'nothing' }

export interface ToolCall {
  readonly name: string
  /** As JSON. */
  readonly input: string
}

/**
 * The records that make up a conversation. The others keep state, or repeat what was said as it went to the model
 * (`api-request` and its parts): whoever read those too would count every word twice.
 */
const KINDS: readonly unknown[] = ['user', 'assistant', 'system', 'attachment']
/** The others begin with their kind, so the longest lines there are need not be parsed to be passed over. */
const STATE = /^\{"type":"(?!user"|assistant"|system"|attachment")/u
const NOTHING: Said = { kind: 'nothing' }

type Fields = Readonly<Record<string, unknown>>

/** A line of a transcript, or nothing when it is no record of the conversation, or not whole. Never throws. */
export function readRecord(line: string): TranscriptRecord | undefined {
  const record = parseObject(line)
  if (record === undefined || !KINDS.includes(record['type']) || record['isSidechain'] === true) return undefined
  const { uuid, parentUuid, logicalParentUuid, timestamp, cwd } = record
  if (typeof uuid !== 'string' || typeof timestamp !== 'string' || Number.isNaN(Date.parse(timestamp))) return undefined
  return {
    id: uuid,
    parent: textOr(parentUuid, null) ?? textOr(logicalParentUuid, null),
    at: new Date(timestamp).toISOString(),
    cwd: textOr(cwd, ''),
    said: saidBy(record),
  }
}

function saidBy(record: Fields): Said {
  const message = fieldsOf(record['message'])
  if (record['type'] === 'assistant') return readAnswer(blocksOf(message['content']))
  return record['type'] === 'user' ? readPrompt(record, message['content']) : NOTHING
}

function readAnswer(blocks: readonly Fields[]): Said {
  const text = textOf(blocks)
  const tools = blocks
    .filter(({ type, name }) => type === 'tool_use' && typeof name === 'string')
    .map(({ name, input }) => ({ name: String(name), input: JSON.stringify(input ?? {}) }))
  return text === '' && tools.length === 0 ? NOTHING : { kind: 'answer', text, tools }
}

function readPrompt(record: Fields, content: unknown): Said {
  const blocks = blocksOf(content)
  const results = blocks
    .filter(({ type }) => type === 'tool_result')
    .map(({ content: inner }) => textOf(blocksOf(inner)))
  if (results.length > 0) return { kind: 'results', results }
  const origin = fieldsOf(record['origin'])
  const text = origin['kind'] === 'peer' ? textOr(origin['body'], textOf(blocks)) : textOf(blocks)
  // Meta records are the program's own words to the model, except where another session speaks.
  if (text === '' || (record['isMeta'] === true && origin['kind'] !== 'peer') || isLocal(text)) return NOTHING
  const turnOrigin = textOr(origin['kind'], textOr(record['turnOrigin'], 'human'))
  if (turnOrigin === 'peer') return { kind: 'prompt', from: 'peer', sender: textOr(origin['name'], null), text }
  return { kind: 'prompt', from: turnOrigin === 'human' ? 'person' : 'program', sender: null, text }
}

/** What a slash command printed, or a line that was never sent to the model. */
function isLocal(text: string): boolean {
  return /^<(?:local-command|bash-std)/u.test(text)
}

function textOf(blocks: readonly Fields[]): string {
  return blocks
    .map(({ type, text }) => (type === 'text' && typeof text === 'string' ? text : ''))
    .filter(text => text !== '')
    .join('\n')
}

/** Content is a text, or a list of blocks; anything else is none. */
function blocksOf(content: unknown): readonly Fields[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }]
  return Array.isArray(content) ? content.map(fieldsOf) : []
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

function textOr<Other>(value: unknown, other: Other): string | Other {
  return typeof value === 'string' ? value : other
}

function parseObject(line: string): Fields | undefined {
  if (!line.startsWith('{') || STATE.test(line)) return undefined
  try {
    return fieldsOf(JSON.parse(line))
  } catch {
    // Half-written, or not ours: the lines around it are as good as before.
    return undefined
  }
}
