import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { applicationSupport } from './listener.ts'

const PYOBJC = fileURLToPath(new URL('pyobjc', import.meta.url))

/**
 * A Python where iTerm2 keeps the one it brings along: the machine's own, and what iTerm2's library asks of macOS.
 * Without that the library looks for no socket and asks for no cookie.
 */
export async function installPython(home: string): Promise<string> {
  const folder = join(applicationSupport(home), 'iterm2env', 'versions', '3', 'bin')
  const program = join(folder, 'python3')
  await mkdir(folder, { recursive: true })
  const path = `'${PYOBJC}'"\${PYTHONPATH:+:$PYTHONPATH}"`
  // Nothing compiled is left among the sources.
  await writeFile(program, `#!/bin/sh\nPYTHONDONTWRITEBYTECODE=1 PYTHONPATH=${path} exec python3 "$@"\n`, {
    mode: 0o755,
  })
  return program
}
