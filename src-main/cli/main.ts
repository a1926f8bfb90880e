import module from 'node:module'
import { fileURLToPath } from 'node:url'

// Before anything else is loaded: a second run then starts from compiled code.
module.enableCompileCache?.()

// A reader that has seen enough (`comms log | head`) is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
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
