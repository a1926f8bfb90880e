import { posix } from 'node:path'
import { lineAt, parse, textOf, walk, type Source, type SyntaxNode } from './syntax.ts'

/** One import of any kind: static, re-exported, type-only, dynamic, `import('x').T`, `require`. */
export interface Import {
  readonly from: string
  readonly line: number
  readonly specifier: string
  /** Path from the root for our own files; undefined for packages and `node:` modules. */
  readonly file: string | undefined
}

const WITH_SOURCE = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

/** Every import of a file. A dynamic import of a computed name cannot be judged and comes back as `<computed>`. */
export function listImports(source: Source, aliases: Readonly<Record<string, string>>): readonly Import[] {
  const found: Import[] = []
  for (const node of walk(parse(source))) {
    const specifier = specifierOf(node)
    if (specifier === undefined) continue
    const line = lineAt(source.text, node.start)
    found.push({ from: source.path, line, specifier, file: resolve(source.path, specifier, aliases) })
  }
  return found
}

function specifierOf(node: SyntaxNode): string | undefined {
  if (WITH_SOURCE.has(node.type)) {
    if (node['source'] === null || node['source'] === undefined) return undefined
    return textOf(node['source']) ?? '<computed>'
  }
  if (node.type === 'TSExternalModuleReference') return textOf(node['expression'])
  if (node.type === 'CallExpression' && isRequire(node)) return textOf((node['arguments'] as unknown[])[0])
  return undefined
}

function isRequire(call: SyntaxNode): boolean {
  const callee = call['callee'] as SyntaxNode
  return callee.type === 'Identifier' && callee['name'] === 'require'
}

function resolve(from: string, specifier: string, aliases: Readonly<Record<string, string>>): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier)
  for (const [alias, target] of Object.entries(aliases)) {
    if (alias === specifier) return posix.normalize(target)
    const prefix = alias.replace(/\*$/, '')
    if (alias.endsWith('*') && specifier.startsWith(prefix)) {
      return posix.normalize(target.replace('*', specifier.slice(prefix.length)))
    }
  }
  return undefined
}
