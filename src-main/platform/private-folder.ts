import { lstatSync, type Stats } from 'node:fs'
import { HubError } from '#contract/errors.ts'
import { shellWord } from './shell-word.ts'

/**
 * Proves that `path` is a real folder of ours that nobody else may enter. The folder is the barrier in front of the
 * sockets and the database, so a doubtful one is refused rather than repaired: its owner must know.
 *
 * @throws HubError `unfit`, with the command that repairs it as the hint
 */
export function assertPrivateFolder(path: string): void {
  const found = look(path)
  const me = process.geteuid?.() ?? found.uid
  const mode = found.mode & 0o777
  if (found.isSymbolicLink()) {
    refuse(path, 'is a symbolic link', 'Remove the link, or set COMMS_HOME to the folder it points at')
  }
  if (!found.isDirectory())
    refuse(path, 'is not a folder', `Move it away: mv ${shellWord(path)} ${shellWord(`${path}.old`)}`)
  if (found.uid !== me) {
    refuse(path, `belongs to user ${found.uid}, not to you (${me})`, 'Set COMMS_HOME to a folder of your own')
  }
  if (mode !== 0o700) {
    const problem = mode & 0o077 ? 'is open to other users' : 'cannot be used by its owner'
    refuse(path, `${problem} (mode ${mode.toString(8).padStart(4, '0')})`, `chmod 700 ${shellWord(path)}`)
  }
}

/** `lstat`, never `stat`: a link to a good folder can be pointed elsewhere tomorrow. */
function look(path: string): Stats {
  try {
    return lstatSync(path)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new HubError('unfit', `The state folder ${path} cannot be looked at (${code})`, {
      data: { path, code },
      cause,
    })
  }
}

function refuse(path: string, problem: string, fix: string): never {
  throw new HubError('unfit', `The state folder ${path} ${problem}`, { hint: fix, data: { path, problem, fix } })
}
