import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, it } from 'vitest'
import { readPackage, ROOT } from './architecture/source-tree.ts'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

/** The command line of `.ci/run` that installs and tests. */
function ciCommand(): string {
  const match = /^\((npm .+)\) \|\| status=\$\?$/m.exec(read('.ci/run'))
  if (match?.[1] === undefined) throw new Error('.ci/run runs no npm command')
  return match[1]
}

/** Lines of the README that stand in a block of code. */
function readmeCommands(): readonly string[] {
  const blocks = read('README.md').matchAll(/^```[a-z]*\n(.*?)^```/gms)
  return [...blocks].flatMap(block => (block[1] ?? '').split('\n').map(line => line.replace(/\s+#.*$/, '').trim()))
}

it('tells a person to run exactly what .ci/run runs', () => {
  expect(readmeCommands()).toContain(ciCommand())
})

it('names only npm scripts that exist', () => {
  const named = [...read('README.md').matchAll(/\bnpm run ([a-z\d:-]+)/g)].map(match => match[1] ?? '')

  expect(named.filter(name => !Object.hasOwn(readPackage().scripts, name))).toEqual([])
})

/** Pages for people, which must not go stale: README, guide to contributing, architecture, decisions. */
const PAGES = ['README.md', 'CONTRIBUTING.md', 'test/README.md', ...listMarkdown('docs')]

function listMarkdown(folder: string): readonly string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  return names.filter(name => name.endsWith('.md')).map(name => posix.join(folder, name))
}

it.each(PAGES)('finds behind %s every file it links to or names', page => {
  const text = read(page)
  const links = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(match =>
    posix.join(posix.dirname(page), match[1] ?? ''),
  )
  const named = [...text.matchAll(/`((?:src-main|test|resources|docs)\/[\w./-]+)`/g)].map(match => match[1] ?? '')

  expect([...links, ...named].filter(path => !existsSync(join(ROOT, path)))).toEqual([])
})
