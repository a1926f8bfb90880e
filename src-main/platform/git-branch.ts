import { closeSync, constants, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'

/** Deepest folder that is looked up from. */
const DEEPEST = 64

/**
 * The branch checked out in the git work tree that `cwd` lies in, read from its files: no program is started. Null
 * outside a work tree, on a detached head, and where what is found is not git's.
 */
export function branchOf(cwd: string): string | null {
  if (!isAbsolute(cwd) || cwd.includes('\0')) return null
  let folder = cwd
  for (let depth = 0; depth < DEEPEST; depth++) {
    const head = readHead(folder)
    if (head !== undefined) return parseBranch(head)
    const parent = dirname(folder)
    if (parent === folder) return null
    folder = parent
  }
  return null
}

/** Text of the HEAD that `folder/.git` leads to; nothing when there is no such thing here. */
function readHead(folder: string): string | undefined {
  const dotGit = join(folder, '.git')
  const found = look(dotGit)
  if (found?.isDirectory()) return readSmallFile(join(dotGit, 'HEAD'))
  if (!found?.isFile()) return undefined
  // A linked work tree or a submodule: the file says where its own git folder is.
  const gitDir = /^gitdir: ([^\n\0]+)\n?$/.exec(readSmallFile(dotGit) ?? '')?.[1]
  return gitDir && readSmallFile(join(resolve(folder, gitDir), 'HEAD'))
}

function look(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

function parseBranch(head: string): string | null {
  // `.invalid` is what git leaves for older readers where branches are kept in another format.
  const name = /^ref: refs\/heads\/([^\s\p{C}]{1,255})\n?$/u.exec(head)?.[1]
  return name === undefined || name === '.invalid' ? null : name
}

/** Up to 4 KiB of a plain file. A pipe somebody left under the name must not keep the hub waiting. */
function readSmallFile(path: string): string | undefined {
  let fd: number | undefined
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    if (!fstatSync(fd).isFile()) return undefined
    const space = Buffer.alloc(4_096)
    return space.toString('utf8', 0, readSync(fd, space))
  } catch {
    return undefined
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}
