import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { shellWord } from '#platform/shell-word.ts'

/** Puts down the copy of a script that is run, under its own file name so that its messages read as usual. */
export function writeCopy(copy: string, bytes: Buffer): void {
  mkdirSync(dirname(copy), { recursive: true, mode: 0o700 })
  const draft = `${copy}.tmp`
  rmSync(draft, { force: true })
  writeFileSync(draft, bytes, { mode: 0o400, flag: 'wx' })
  renameSync(draft, copy)
}

/**
 * Empties the folder of copies and puts `comms` into it, the very program this hub belongs to. Inside the app there is no
 * Node to run it with: scripts find the `comms` on the PATH there, or none.
 */
export function prepareRunsFolder(runsFolder: string): void {
  rmSync(runsFolder, { recursive: true, force: true })
  const bin = join(runsFolder, 'bin')
  mkdirSync(bin, { recursive: true, mode: 0o700 })
  if (process.versions['electron'] !== undefined) return
  const command = join(bin, 'comms')
  writeFileSync(command, `#!/bin/sh\nexec ${shellWord(process.execPath)} ${shellWord(commandFile())} "$@"\n`)
  chmodSync(command, 0o700)
}

/** The file of the command: in its folder in the sources, beside this file in a bundle. */
function commandFile(): string {
  const here = import.meta.url
  return fileURLToPath(here.endsWith('.ts') ? new URL('../../cli/main.ts', here) : new URL('./comms.js', here))
}
