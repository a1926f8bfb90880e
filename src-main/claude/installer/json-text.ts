/** A value of a JSON text and where it stands: offsets of its first character and behind its last. */
export type JsonNode = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly elements: readonly JsonNode[] }
  | { readonly kind: 'scalar' }
)
export type JsonObject = Extract<JsonNode, { readonly kind: 'object' }>
export type JsonArray = Extract<JsonNode, { readonly kind: 'array' }>

export interface JsonMember {
  readonly key: string
  readonly start: number
  readonly end: number
  readonly value: JsonNode
}

const BLANK = /[ \t\r\n]*/y
const STRING = /"(?:[^"\\]|\\.)*"/y
const SCALAR = /"(?:[^"\\]|\\.)*"|[-+.\w]+/y

/** Finds every value of a text that `JSON.parse` has taken. */
export function locateJson(text: string): JsonNode {
  return readValue(text, skipBlank(text, 0))
}

function readValue(text: string, start: number): JsonNode {
  if (text[start] === '{') return readObject(text, start)
  if (text[start] === '[') return readArray(text, start)
  return { kind: 'scalar', start, end: start + take(SCALAR, text, start).length }
}

function readObject(text: string, start: number): JsonObject {
  const members: JsonMember[] = []
  let at = skipBlank(text, start + 1)
  while (text[at] !== '}') {
    const key = take(STRING, text, at)
    const colon = skipBlank(text, at + key.length)
    const value = readValue(text, skipBlank(text, colon + 1))
    members.push({ key: JSON.parse(key) as string, start: at, end: value.end, value })
    at = skipComma(text, value.end)
  }
  return { kind: 'object', start, end: at + 1, members }
}

function readArray(text: string, start: number): JsonArray {
  const elements: JsonNode[] = []
  let at = skipBlank(text, start + 1)
  while (text[at] !== ']') {
    const element = readValue(text, at)
    elements.push(element)
    at = skipComma(text, element.end)
  }
  return { kind: 'array', start, end: at + 1, elements }
}

function skipComma(text: string, at: number): number {
  const next = skipBlank(text, at)
  return text[next] === ',' ? skipBlank(text, next + 1) : next
}

function skipBlank(text: string, at: number): number {
  return at + take(BLANK, text, at).length
}

function take(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  const found = pattern.exec(text)?.[0]
  if (found === undefined) throw new SyntaxError(`no JSON at offset ${at}`)
  return found
}

/** The value under a key; of a key that stands there twice the last, as parsers have it. */
export function memberOf(node: JsonNode | undefined, key: string): JsonMember | undefined {
  return node?.kind === 'object' ? node.members.findLast(member => member.key === key) : undefined
}
