import { keepAlive } from '#platform/clock.ts'
import { accept } from './accept.ts'
import { broadcast } from './broadcast.ts'
import { buildBundle } from './bundle.ts'
import { coldStart } from './cold-start.ts'
import { discovery } from './discovery.ts'
import { hooks } from './hooks.ts'
import { idle } from './idle.ts'
import { iterm2 } from './iterm2.ts'
import type { Row } from './row.ts'
import { startUp } from './start-up.ts'
import { describeMachine, isMet, printRow } from './table.ts'

const BENCHES = [broadcast, accept, discovery, coldStart, startUp, idle, hooks, iterm2]

/** `npm run bench [names]`: measures, prints the table, and fails when a target is missed. */
const wanted = process.argv.slice(2)
const unknown = wanted.filter(name => !BENCHES.some(bench => bench.name === name))
if (unknown.length > 0) {
  console.error(`no bench ${unknown.join(', ')}; there are ${BENCHES.map(bench => bench.name).join(', ')}`)
  process.exit(2)
}
buildBundle()
console.log(`${describeMachine()}\n`)
const rows: Row[] = []
// No timer of the program's clock keeps a process running by itself.
using _awake = keepAlive()
for (const bench of BENCHES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  for (const row of await bench.run()) {
    rows.push(row)
    console.log(printRow(row))
  }
}
const missed = rows.filter(row => !isMet(row)).length
console.log(`\n${rows.length - missed} of ${rows.length} rows meet their targets`)
process.exitCode = missed === 0 ? 0 : 1
