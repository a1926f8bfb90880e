import { createInterface } from 'node:readline'
import { HubError } from '#contract/errors.ts'
import { acquireInstanceLock } from '#platform/instance-lock.ts'
import { describeStateFolder } from '#platform/state-folder.ts'

// Started by instance-lock.test.ts: takes orders by line and answers by line. It ends with its standard input.
const folder = describeStateFolder(process.argv[2] ?? '')
const record = { pid: process.pid, startedAt: new Date().toISOString(), version: '0.0.0', port: null }

function tryToAcquire(): string {
  try {
    // The answer is dropped on purpose: the lock must not hang on somebody keeping it.
    acquireInstanceLock(folder, record)
    return 'won'
  } catch (error) {
    return error instanceof HubError ? `${error.code} ${String(error.data['pid'])}` : String(error)
  }
}

function collectGarbage(): string {
  for (let round = 0; round < 20; round++) globalThis.gc?.()
  return globalThis.gc ? 'collected' : 'no gc'
}

console.log('ready')
createInterface({ input: process.stdin }).on('line', order => {
  console.log(order === 'gc' ? collectGarbage() : tryToAcquire())
})
