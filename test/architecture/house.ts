import { posix } from 'node:path'
import { dotted, lineAt, parse, textOf, walk, type Source, type SyntaxNode } from './syntax.ts'

const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\.tsx?$/

/** Reads of the clock, and timers: only `platform/clock.ts` has them. */
const TIME = new Set([
  'Date.now',
  'performance.now',
  'process.hrtime',
  'process.hrtime.bigint',
  'process.uptime',
  'setTimeout',
  'setInterval',
])

const CHANCE = new Set(['Math.random', 'crypto.randomUUID', 'crypto.getRandomValues'])

const SHELL_CALLS = new Set(['exec', 'execSync'])

/** A global may be named through the global object too; the plain name is compared. */
const plain = (name: string) => name.replace(/^(globalThis|global)\./, '')

/** House rules about one file that no layer table can say. */
export function checkHouse(source: Source): readonly string[] {
  const tree = parse(source)
  const childProcess = namespacesOfChildProcess(tree)
  const complaints = [...walk(tree)].flatMap(node =>
    [defaultExport(node), time(source.path, node), chance(source.path, node), shell(node, childProcess)]
      .filter(complaint => complaint !== undefined)
      .map(complaint => `${source.path}:${lineAt(source.text, node.start)}: ${complaint}`),
  )
  if (!KEBAB_CASE.test(posix.basename(source.path))) complaints.push(`${source.path}: not kebab-case`)
  return complaints
}

function defaultExport(node: SyntaxNode): string | undefined {
  if (node.type === 'ExportDefaultDeclaration') return 'default export'
  if (node.type !== 'ExportSpecifier') return undefined
  return dotted(node['exported']) === 'default' ? 'default export' : undefined
}

function time(path: string, node: SyntaxNode): string | undefined {
  if (path === 'src-main/platform/clock.ts') return undefined
  const used = plain(usedName(node) ?? '')
  if (TIME.has(used)) return `${used}: time comes from a Clock`
  if (plain(calledName(node) ?? '') !== 'Date') return undefined
  const now = node.type === 'CallExpression' || (node['arguments'] as unknown[]).length === 0
  return now ? 'new Date() reads the clock: time comes from a Clock' : undefined
}

function chance(path: string, node: SyntaxNode): string | undefined {
  const name = plain(usedName(node) ?? '')
  if (name === 'Math.random') return 'Math.random: nothing here is left to weak chance'
  return path.startsWith('src-main/domain/') && CHANCE.has(name) ? `${name}: rules take values, not chance` : undefined
}

function shell(node: SyntaxNode, childProcess: ReadonlySet<string>): string | undefined {
  if (node.type === 'Property' && isShellTrue(node)) return 'shell: true'
  const [object, method] = (calledName(node) ?? '').split('.')
  const inNamespace = childProcess.has(object ?? '') && SHELL_CALLS.has(method ?? '')
  const runsShell = inNamespace || childProcessImports(node).some(name => SHELL_CALLS.has(name))
  return runsShell ? 'child_process.exec runs a shell: use execFile or spawn' : undefined
}

/** Names a file gives to the whole of child_process (`import * as cp`, `import cp`). */
function namespacesOfChildProcess(tree: SyntaxNode): ReadonlySet<string> {
  const specifiers = [...walk(tree)].flatMap(childProcessSpecifiers)
  const whole = specifiers.filter(specifier => specifier.type !== 'ImportSpecifier')
  return new Set(whole.map(specifier => dotted(specifier['local']) ?? ''))
}

function childProcessImports(node: SyntaxNode): readonly string[] {
  return childProcessSpecifiers(node).map(specifier => dotted(specifier['imported']) ?? '')
}

function childProcessSpecifiers(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type !== 'ImportDeclaration') return []
  const isChildProcess = /^(node:)?child_process$/.test(textOf(node['source']) ?? '')
  return isChildProcess ? (node['specifiers'] as readonly SyntaxNode[]) : []
}

function isShellTrue(property: SyntaxNode): boolean {
  const key = property['key'] as SyntaxNode
  const name = key.type === 'Literal' ? key['value'] : key['name']
  return name === 'shell' && [...walk(property['value'] as SyntaxNode)].some(node => node['value'] === true)
}

/** A member wherever it stands, called or handed on; a bare name only where it is called. */
function usedName(node: SyntaxNode): string | undefined {
  if (node.type === 'MemberExpression') return dotted(node)
  const callee = node.type === 'CallExpression' ? (node['callee'] as SyntaxNode) : undefined
  return callee?.type === 'Identifier' ? dotted(callee) : undefined
}

function calledName(node: SyntaxNode): string | undefined {
  return node.type === 'CallExpression' || node.type === 'NewExpression' ? dotted(node['callee']) : undefined
}
