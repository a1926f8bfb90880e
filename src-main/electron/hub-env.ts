import { delimiter } from 'node:path'
import { withoutSessionMarks } from '#client/hub-environment.ts'

/** Where package managers put programs. An app started from the Finder or the Dock has only the system's own folders. */
const PROGRAM_FOLDERS = ['/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin', '/usr/bin', '/bin']

/** The environment of the hub: ours, with the folders where tmux is found, and never a way into its process. */
export function hubEnvironment(env: NodeJS.ProcessEnv, home: string): Record<string, string> {
  const known = (env['PATH'] ?? '').split(delimiter).filter(Boolean)
  const path = [...new Set([...known, ...PROGRAM_FOLDERS])].join(delimiter)
  const kept = Object.entries(withoutSessionMarks(env)).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(NODE_OPTIONS|ELECTRON_.*)$/u.test(entry[0]),
  )
  return { ...Object.fromEntries(kept), PATH: path, COMMS_HOME: home }
}
