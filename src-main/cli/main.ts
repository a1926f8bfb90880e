import module from 'node:module'
import { fileURLToPath } from 'node:url'

// Nothing else of this program can be read by a Node without it.
if (typeof process.getBuiltinModule !== 'function') {
  process.stderr.write(`comms: needs Node 20.19 or later; this is ${process.versions.node}\n`)
  process.exit(12)
}

// Before anything else is loaded: a second run then starts from compiled code.
module.enableCompileCache?.()

// A reader that has seen enough (`comms log | head`) is no failure.
let isUnread = false
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    if (isUnread) return
    isUnread = true
    // What has something to put away first is told to end. Nobody may listen for SIGPIPE itself: it comes for sockets, too.
    if (process.listenerCount('SIGTERM') === 0) process.exit(0)
    process.emit('SIGTERM', 'SIGTERM')
  })
}

// No await at the top: `up` returns from this and the hub it started keeps the process alive.
void import('./run.ts').then(async ({ runCommandLine }) => {
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    env: process.env,
    mainFile: fileURLToPath(import.meta.url),
    stdin: () => process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
  })
})
