// A hub of its own for the test that kills one: starts three programs, says their process ids, and waits to be killed.
import { createPty } from './pty-support.ts'
import { shown } from './backend-contract.ts'

const pty = createPty()
const lines = [
  'echo READY; sleep 1000',
  `trap '' HUP; echo READY; while :; do sleep 0.1; done`,
  'echo READY; kill -STOP $$',
]
const addresses = await Promise.all(lines.map(line => pty.sh(line)))
for (const address of addresses) await shown(pty.backend, address, 'READY')
process.stdout.write(
  JSON.stringify({ host: pty.hostPid(), programs: pty.backend.list().map(terminal => terminal.rootPid) }),
)
setInterval(() => {}, 1_000)
