import { lstatSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where iTerm2 keeps its socket, below a home folder. The path has a blank in it. */
export interface Places {
  readonly support: string
  readonly socket: string
}

export function placesIn(home: string): Places {
  const support = join(home, 'Library', 'Application Support', 'iTerm2')
  return { support, socket: join(support, 'private', 'socket') }
}

/** The socket as it is now; undefined without one, or with one that somebody else owns. */
export function findSocket({ socket }: Places): { readonly madeAt: number } | undefined {
  const found = lstatSync(socket, { throwIfNoEntry: false })
  if (found === undefined || !found.isSocket() || found.uid !== process.getuid?.()) return undefined
  if (lstatSync(dirname(socket)).uid !== process.getuid()) return undefined
  return { madeAt: Math.round(found.mtimeMs) }
}

/** Only macOS has iTerm2; its socket elsewhere is that of a stand-in. */
export function mayHaveIterm2(home: string): boolean {
  return process.platform === 'darwin' || findSocket(placesIn(home)) !== undefined
}

const ALLOWED = '61DF88DC-3423-4823-B725-22570E01C027'

/** The person let every program connect: root owns a file that says so, and names itself. No cookie is needed then. */
export function isEverybodyAllowed({ support }: Places): boolean {
  const file = join(support, 'disable-automation-auth')
  const found = lstatSync(file, { throwIfNoEntry: false })
  if (found === undefined || !found.isFile() || found.uid !== 0) return false
  const expected = `${Buffer.from(file).toString('hex')} ${ALLOWED}`
  return found.size === expected.length && readFileSync(file, 'utf8') === expected
}
