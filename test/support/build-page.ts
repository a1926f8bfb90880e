import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const execFileAsync = promisify(execFile)
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const VITE = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url))

/**
 * Builds the page as it is shipped into `folder`. In a process of its own: in a test's process the libraries of the
 * page would be built for tests, where a virtual list has no size.
 */
export async function buildPage(folder: string): Promise<void> {
  const flags = ['build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error']
  await execFileAsync(process.execPath, [VITE, ...flags], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
  })
}
