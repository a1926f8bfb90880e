import { locateJson, memberOf, type JsonNode } from './json-text.ts'

/** Keys and places from the root down to a value. */
export type JsonPath = readonly (string | number)[]

/**
 * Puts a value in, behind everything that is there: as the last member under `key`, or as the last element. Only what
 * is new is written; every other byte stays as it was, and the new part is written in the manner of the text.
 */
export function insertJson(text: string, path: JsonPath, key: string | undefined, value: unknown): string {
  const container = nodeAt(text, path)
  if (container === undefined || container.kind === 'scalar')
    throw new TypeError(`nothing to put into at ${path.join('.')}`)
  const items = container.kind === 'object' ? container.members : container.elements
  const style = styleOf(text)
  const last = items.at(-1)
  const before = items[0] === undefined ? undefined : text.slice(container.start + 1, items[0].start)
  const gap = before ?? (style.isCompact ? '' : `${style.lineEnd}${style.unit.repeat(path.length + 1)}`)
  const item = write(value, key, gap, style)
  if (last !== undefined)
    return splice(text, last.end, last.end, `,${gap === '' && !style.isCompact ? ' ' : gap}${item}`)
  const close = style.isCompact ? '' : `${style.lineEnd}${style.unit.repeat(path.length)}`
  return splice(text, container.start + 1, container.end - 1, `${gap}${item}${close}`)
}

/** Takes a value out with the comma and the blanks that came with it: the exact opposite of putting it in last. */
export function removeJson(text: string, path: JsonPath): string {
  const container = nodeAt(text, path.slice(0, -1))
  const last = path.at(-1)
  if (container === undefined || container.kind === 'scalar' || last === undefined) return text
  const items: readonly { readonly start: number; readonly end: number }[] =
    container.kind === 'object' ? container.members : container.elements
  const place = container.kind === 'object' ? container.members.findLastIndex(({ key }) => key === last) : Number(last)
  const item = items[place]
  if (item === undefined) return text
  const [previous, next] = [items[place - 1], items[place + 1]]
  if (previous !== undefined) return splice(text, previous.end, item.end, '')
  if (next !== undefined) return splice(text, item.start, next.start, '')
  return splice(text, container.start + 1, container.end - 1, '')
}

/** Replaces a value by this text of JSON. */
export function replaceJson(text: string, path: JsonPath, token: string): string {
  const node = nodeAt(text, path)
  return node === undefined ? text : splice(text, node.start, node.end, token)
}

/** The text of a value, as it stands there. */
export function tokenAt(text: string, path: JsonPath): string | undefined {
  const node = nodeAt(text, path)
  return node === undefined ? undefined : text.slice(node.start, node.end)
}

function nodeAt(text: string, path: JsonPath): JsonNode | undefined {
  return path.reduce<JsonNode | undefined>((node, step) => {
    if (typeof step === 'string') return memberOf(node, step)?.value
    return node?.kind === 'array' ? node.elements[step] : undefined
  }, locateJson(text))
}

interface Style {
  readonly unit: string
  readonly lineEnd: string
  /** All on one line. */
  readonly isCompact: boolean
}

function styleOf(text: string): Style {
  const [, lineEnd, unit] = /[{[](\r?\n)([ \t]+)/.exec(text) ?? []
  const isCompact = lineEnd === undefined && /[{[]\s*["{[\w-]/.test(text)
  return { unit: unit ?? '  ', lineEnd: lineEnd ?? (text.includes('\r\n') ? '\r\n' : '\n'), isCompact }
}

/** On lines of its own where its neighbours have lines of their own. */
function write(value: unknown, key: string | undefined, gap: string, { unit, lineEnd }: Style): string {
  const name = key === undefined ? '' : JSON.stringify(key)
  const isOnLines = gap.includes('\n')
  if (!isOnLines)
    return key === undefined ? JSON.stringify(value) : `${name}:${gap === '' ? '' : ' '}${JSON.stringify(value)}`
  const indent = gap.slice(gap.lastIndexOf('\n') + 1)
  const lines = JSON.stringify(value, null, unit).split('\n')
  return `${key === undefined ? '' : `${name}: `}${lines.join(`${lineEnd}${indent}`)}`
}

function splice(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end)
}
