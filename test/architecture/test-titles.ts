import { dotted, parse, textOf, walk, type Source, type SyntaxNode } from './syntax.ts'

/** A test as it stands in a file; a title put together at run time is not known here. */
export interface TestTitle {
  readonly file: string
  readonly title: string
}

const TEST_CALLS = new Set(['it', 'test', 'describe'])

/** Titles of every test and group of tests in the files, `it.each(...)('title')` included. */
export function listTestTitles(sources: readonly Source[]): readonly TestTitle[] {
  return sources.flatMap(source =>
    [...walk(parse(source))]
      .filter(isTestCall)
      .map(call => textOf((call['arguments'] as readonly unknown[])[0]))
      .filter(title => title !== undefined)
      .map(title => ({ file: source.path, title })),
  )
}

/** A test that is switched off proves nothing, so `.skip` and `.todo` are not counted. `.skipIf` is: it may run. */
function isTestCall(node: SyntaxNode): boolean {
  if (node.type !== 'CallExpression') return false
  const callee = node['callee'] as SyntaxNode
  const inner = callee.type === 'CallExpression' ? callee['callee'] : callee
  const [name, ...modifiers] = (dotted(inner) ?? '').split('.')
  return TEST_CALLS.has(name ?? '') && !modifiers.includes('skip') && !modifiers.includes('todo')
}
