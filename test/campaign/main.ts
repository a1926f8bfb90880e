import { describeMachine } from '../bench/table.ts'
import { printFigure, type Figure } from './figure.ts'
import { runFullStorm } from './run-storm.ts'
import { runSuite } from './run-suite.ts'
import { SUITES } from './suites.ts'

/** `npm run campaign [names]`: the full sizes, one after another; fails when one bar is missed. */
const RUNS = new Map<string, () => Promise<Figure>>([
  ['R1', () => runFullStorm(line => console.log(`R1  ${line}`))],
  ...SUITES.map(suite => [suite.name, () => runSuite(suite)] as const),
])
const wanted = process.argv.slice(2).map(name => name.toUpperCase())
const unknown = wanted.filter(name => !RUNS.has(name))
if (unknown.length > 0) {
  console.error(`no campaign ${unknown.join(', ')}; there are ${[...RUNS.keys()].join(', ')}`)
  process.exit(2)
}

const figures: Figure[] = []
for (const [name, run] of RUNS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n${name} begins`)
  figures.push(await run())
}
console.log(`\n${describeMachine()}\n`)
for (const figure of figures) console.log(printFigure(figure))
const missed = figures.filter(figure => !figure.isMet).length
console.log(`\n${figures.length - missed} of ${figures.length} pass`)
process.exitCode = missed === 0 ? 0 : 1
