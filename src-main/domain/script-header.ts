import { ScriptNeed, ScriptScope, type ScriptHeader, type ScriptKind, type ScriptParameter } from '#contract/script.ts'
import { readParameterLine } from './script-parameter.ts'
import { leadingComment } from './script-kind.ts'

/** What was found at the top of a script. `none` is no mistake: any file may be a script without a header. */
export type HeaderReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'header'; readonly header: ScriptHeader }
  | { readonly kind: 'bad'; readonly problems: readonly HeaderProblem[] }

/** One mistake, and the line it stands in (from 1). */
export interface HeaderProblem {
  readonly line: number
  readonly message: string
}

/** How long one start may take unless the header says otherwise, in seconds, and the most it may say. */
export const USUAL_TIMEOUT = 60
const LONGEST_TIMEOUT = 86_400
const MOST_PARAMETERS = 20
const LONGEST_NAME = 80
const LONGEST_DESCRIPTION = 2_000

const TAGS = ['name', 'description', 'category', 'targets', 'needs', 'param', 'timeout'] as const
type Tag = (typeof TAGS)[number]

interface TagLine {
  readonly tag: Tag
  readonly at: number
  readonly rest: string
}

/**
 * Reads the header: lines `@tag value` in the comment a script begins with. A comment without `@name` is no header, so
 * that other people's scripts, with tags of their own, are not taken for broken ones.
 */
export function readScriptHeader(text: string, kind: ScriptKind): HeaderReading {
  const problems: HeaderProblem[] = []
  const complain = (line: number, message: string) => void problems.push({ line, message })
  const lines = leadingComment(text, kind)
  if (!lines.some(({ line }) => /^@name(\s|$)/.test(line))) return { kind: 'none' }
  const tags = readTags(lines, complain)
  const header: ScriptHeader = {
    name: readText(tags, 'name', LONGEST_NAME, complain),
    description: readText(tags, 'description', LONGEST_DESCRIPTION, complain),
    category: readText(tags, 'category', LONGEST_NAME, complain),
    targets: readScope(tags, complain),
    needs: readNeeds(tags, complain),
    parameters: readParameterLines(tags, complain),
    timeoutSeconds: readTimeout(tags, complain),
  }
  const inOrder = problems.toSorted((a, b) => a.line - b.line)
  return problems.length > 0 ? { kind: 'bad', problems: inOrder } : { kind: 'header', header }
}

type Complain = (line: number, message: string) => void

/** Every tag with its value; the lines below `@description`, up to a blank one, go on with it. */
function readTags(lines: ReturnType<typeof leadingComment>, complain: Complain): readonly TagLine[] {
  const found: TagLine[] = []
  let open = false
  for (const { at, line } of lines) {
    const [, word, rest = ''] = /^@([A-Za-z][\w-]*)\s*(.*)$/.exec(line) ?? []
    const last = found.at(-1)
    if (word === undefined) {
      if (open && line !== '' && last !== undefined)
        found.splice(-1, 1, { ...last, rest: `${last.rest} ${line}`.trim() })
      else open = false
      continue
    }
    const tag = TAGS.find(each => each === word)
    open = tag === 'description'
    if (tag === undefined) complain(at, `@${word} is not known; known are ${TAGS.map(each => `@${each}`).join(', ')}`)
    else if (tag !== 'param' && found.some(each => each.tag === tag)) complain(at, `@${tag} stands here a second time`)
    else found.push({ tag, at, rest })
  }
  return found
}

function readText(
  tags: readonly TagLine[],
  tag: 'name' | 'description' | 'category',
  limit: number,
  complain: Complain,
): string {
  const line = tags.find(each => each.tag === tag)
  if (line === undefined) return ''
  if (line.rest === '') complain(line.at, `@${tag} says nothing`)
  if (line.rest.length > limit) complain(line.at, `@${tag} is longer than ${limit} characters`)
  return line.rest
}

function readScope(tags: readonly TagLine[], complain: Complain): ScriptScope {
  const line = tags.find(each => each.tag === 'targets')
  if (line === undefined) return 'none'
  const scope = ScriptScope.options.find(each => each === line.rest)
  if (scope === undefined) complain(line.at, `@targets is one of ${ScriptScope.options.join(', ')}`)
  return scope ?? 'none'
}

function readNeeds(tags: readonly TagLine[], complain: Complain): ScriptNeed[] {
  const line = tags.find(each => each.tag === 'needs')
  if (line === undefined) return []
  const words = line.rest.split(/[\s,]+/).filter(word => word !== '')
  const needs = ScriptNeed.options.filter(need => words.includes(need))
  if (words.length === 0 || words.some(word => !(ScriptNeed.options as readonly string[]).includes(word)))
    complain(line.at, `@needs takes ${ScriptNeed.options.join(', ')}`)
  return needs
}

function readParameterLines(tags: readonly TagLine[], complain: Complain): ScriptParameter[] {
  const parameters: ScriptParameter[] = []
  for (const { tag, at, rest } of tags) {
    if (tag !== 'param') continue
    const read = readParameterLine(rest)
    if (read.kind === 'bad') complain(at, read.message)
    else if (parameters.some(({ name }) => name === read.parameter.name))
      complain(at, `there are two parameters ${read.parameter.name}`)
    else parameters.push(read.parameter)
    if (parameters.length === MOST_PARAMETERS + 1) complain(at, `more than ${MOST_PARAMETERS} parameters`)
  }
  return parameters
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 }

function readTimeout(tags: readonly TagLine[], complain: Complain): number {
  const line = tags.find(each => each.tag === 'timeout')
  if (line === undefined) return USUAL_TIMEOUT
  const [, amount, unit = 's'] = /^(\d{1,5})\s*([smh])?$/.exec(line.rest) ?? []
  const seconds = Number(amount) * (UNITS[unit] ?? 1)
  if (seconds >= 1 && seconds <= LONGEST_TIMEOUT) return seconds
  complain(line.at, '@timeout is a time from 1s to 24h, such as 30s, 5m or 2h')
  return USUAL_TIMEOUT
}
