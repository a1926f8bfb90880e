import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Hands text to a program by the path of a file that only this user can read, and removes the file afterwards. */
export async function withPrivateText<T>(folder: string, text: string, use: (path: string) => Promise<T>): Promise<T> {
  // mkdtemp makes the folder for this user alone, under a name nobody can have taken before.
  const place = await mkdtemp(join(folder, 'text-'))
  try {
    const path = join(place, 'text')
    await writeFile(path, text, { mode: 0o600, flag: 'wx' })
    return await use(path)
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}
