import { expect, it } from 'vitest'
import { COMMANDS, findCommand, GLOBAL_OPTIONS } from '#cli/command-table.ts'
import { codeBlocks, PAGES, readPage } from './page.ts'

/** Every command line on a page: in blocks of code a line, elsewhere a span of code. */
function commandLines(page: string): readonly string[] {
  const blocks = ['', 'sh'].flatMap(language => codeBlocks(page, language)).flatMap(code => code.split('\n'))
  const spans = [...page.replace(/^```.*?^```/gms, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
  return [...blocks, ...spans].map(line => line.trim()).filter(line => /^(npx )?comms [a-z]/.test(line))
}

const wordsOf = (line: string) => line.replace(/^npx /, '').split(/\s+/).slice(1)

it.each(PAGES)('names only commands that exist on %s', page => {
  const unknown = commandLines(readPage(page)).filter(line => {
    const [first = '', second = ''] = wordsOf(line)
    const isFamily = COMMANDS.some(({ name }) => name.startsWith(`${first} `))
    return first !== 'help' && findCommand([first, second]) === undefined && !isFamily
  })

  expect(unknown).toEqual([])
})

it.each(PAGES)('names only flags that exist on %s', page => {
  const unknown = commandLines(readPage(page)).flatMap(line => {
    const spec = findCommand(wordsOf(line))
    const known = [...GLOBAL_OPTIONS, ...(spec?.options ?? [])].flatMap(({ flags }) => flags.match(/--?[a-z-]+/g) ?? [])
    const ours = spec?.keepsDashes === 'whole' ? line.replace(/ -- .*/, '') : line
    const flags = ours.replace(/"[^"]*"/g, '').match(/(?<=\s)--?[a-z][a-z-]*/g) ?? []
    return flags.filter(flag => !known.includes(flag)).map(flag => `${line}: ${flag}`)
  })

  expect(unknown).toEqual([])
})

it('has a command for each that the reader is told of, and tells of each', () => {
  const page = readPage('docs/guide/command-line.md')
  const untold = COMMANDS.filter(({ name }) => !page.includes(name.split(' ').at(-1) ?? name))

  expect(untold.map(({ name }) => name)).toEqual([])
})
