// Run by crash.test.ts as a process of its own, to be killed: accepts messages for ever and prints each id once it is
// acknowledged. Arguments: the database, the number of the first message, and how: `write` or `take`.
import { writeSync } from 'node:fs'
import { openStore } from '#store/open-store.ts'
import { clock, enterSample, uuid, type Sample } from './fixtures.ts'

const [path, first, how] = process.argv.slice(2) as [string, string, 'write' | 'take']
const store = openStore(path, { clock })
store.enterWith({ enter: enterSample, soon: afterAMoment })
let next = Number(first)

function afterAMoment(run: () => void): Disposable {
  const timer = setTimeout(run, 1)
  return { [Symbol.dispose]: () => clearTimeout(timer) }
}

async function writeForEver(): Promise<never> {
  for (;;) {
    const n = next++
    const accepted: Sample = { id: uuid(n), n }
    if (how === 'take') await store.take(accepted)
    else await store.write(tx => enterSample(tx, accepted))
    writeSync(1, `${n}\n`)
  }
}

await Promise.all(Array.from({ length: 8 }, writeForEver))
