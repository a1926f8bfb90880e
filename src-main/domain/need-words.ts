import { sanitize, visibleLine } from './sanitize.ts'

/** What a person reads before saying yes or no. */
export interface NeedWords {
  readonly summary: string
  readonly detail: string
}

const LONGEST_SUMMARY = 160
const LONGEST_DETAIL = 16_000

/** The fields that say most about a tool call, in this order. */
const TELLING = ['command', 'file_path', 'notebook_path', 'url', 'path', 'pattern', 'query', 'prompt']

/** Everything the tool would do, and one line of it. Nothing is hidden: what is cut says so. */
export function describeTool(tool: string, input: unknown): NeedWords {
  const fields = typeof input === 'object' && input !== null ? (input as Readonly<Record<string, unknown>>) : {}
  const telling = [...TELLING.map(name => fields[name]), firstQuestion(fields)].find(value => typeof value === 'string')
  const detail = Object.entries(fields)
    .map(([name, value]) => show(name, value))
    .join('\n')
  return words(`${tool}: ${telling ?? JSON.stringify(fields)}`, detail)
}

/** A question of an MCP server: its words, and what it wants to know. */
export function describeQuestion(message: string, schema: unknown): NeedWords {
  return words(message, isEmptyForm(schema) ? message : `${message}\n${JSON.stringify(schema, null, 2)}`)
}

/** True when a plain yes answers it: the form has no field that must be filled in. */
function isEmptyForm(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return true
  const { properties, required } = schema as { properties?: unknown; required?: unknown }
  const hasRequired = Array.isArray(required) && required.length > 0
  return !hasRequired && Object.keys(properties ?? {}).length === 0
}

function words(summary: string, detail: string): NeedWords {
  const { text } = sanitize(detail, 'body')
  const cut = text.length > LONGEST_DETAIL
  return {
    summary: visibleLine(summary, LONGEST_SUMMARY),
    detail: cut
      ? `${text.slice(0, LONGEST_DETAIL)}\n[cut here: ${text.length} characters in all; its terminal shows the rest]`
      : text,
  }
}

function show(name: string, value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '')
  return text.includes('\n') ? `${name}:\n${text}` : `${name}: ${text}`
}

function firstQuestion({ questions }: Readonly<Record<string, unknown>>): unknown {
  if (!Array.isArray(questions)) return undefined
  const [first] = questions as readonly { readonly question?: unknown }[]
  return first?.question
}
