import { parseAst } from 'rolldown/parseAst'

/** One node of a syntax tree, as far as the checks here look into it. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly [field: string]: unknown
}

/** A source file, by its path from the root of the repository, with forward slashes. */
export interface Source {
  readonly path: string
  readonly text: string
}

/** Parses TypeScript, types included. Throws when the text cannot be parsed, naming the file. */
export function parse(source: Source): SyntaxNode {
  const lang = source.path.endsWith('x') ? 'tsx' : 'ts'
  return parseAst(source.text, { lang }, source.path) as unknown as SyntaxNode
}

/** Every node of the tree, parents first. */
export function* walk(node: SyntaxNode): Generator<SyntaxNode> {
  yield node
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child)
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}

/** The text of a string literal, or of a template without holes; otherwise undefined. */
export function textOf(value: unknown): string | undefined {
  if (!isNode(value)) return undefined
  if (value.type === 'Literal') return typeof value['value'] === 'string' ? value['value'] : undefined
  if (value.type !== 'TemplateLiteral') return undefined
  const quasis = value['quasis'] as readonly { readonly value: { readonly cooked: string } }[]
  return quasis.length === 1 ? quasis[0]?.value.cooked : undefined
}

/** A name, or names joined by dots: `Date.now`, `globalThis.Math.random`. Undefined for anything else. */
export function dotted(value: unknown): string | undefined {
  if (!isNode(value)) return undefined
  if (value.type === 'ChainExpression') return dotted(value['expression'])
  if (value.type === 'Identifier') return value['name'] as string
  if (value.type !== 'MemberExpression') return undefined
  const object = dotted(value['object'])
  const property = value['computed'] === true ? textOf(value['property']) : dotted(value['property'])
  return object === undefined || property === undefined ? undefined : `${object}.${property}`
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
