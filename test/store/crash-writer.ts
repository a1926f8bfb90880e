// Run by crash.test.ts as a process of its own, to be killed: accepts messages for ever and prints each id once it is
// acknowledged. Arguments: the database, the number of the first message.
import { writeSync } from 'node:fs'
import { openStore } from '#store/open-store.ts'
import { appendEvent } from '#store/events.ts'
import { NOW, accept, clock, uuid } from './fixtures.ts'

const [path, first] = process.argv.slice(2) as [string, string]
const store = openStore(path, { clock })
let next = Number(first)

async function writeForEver(): Promise<never> {
  for (;;) {
    const n = next++
    await store.write(tx => {
      accept(tx, n)
      appendEvent(tx, { type: 'group.removed', data: { name: uuid(n) }, at: new Date(NOW).toISOString() })
    })
    writeSync(1, `${n}\n`)
  }
}

await Promise.all(Array.from({ length: 8 }, writeForEver))
