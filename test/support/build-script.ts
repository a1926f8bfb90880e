import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'
import { command } from '../../rolldown.config.ts'
import { builtFolder } from './built.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/**
 * A script of the tests as one file, from the sources as they are now: for one that is started again and again, and
 * would read the sources longer than it lives.
 *
 * @param script where it is
 * @param besides what it imports of the tests
 */
export async function buildScript(script: URL, ...besides: readonly URL[]): Promise<string> {
  const [file = '', ...others] = [script, ...besides].map(url => relative(ROOT, fileURLToPath(url)))
  const name = basename(file, '.ts')
  const folder = await builtFolder({
    name: `comms-${name}`,
    sources: ['src-main', file, ...others, 'rolldown.config.ts', 'package-lock.json'],
    make: async dir => {
      const output = { ...command.output, dir, codeSplitting: false }
      await build({ ...command, input: { [name]: file }, plugins: [], output })
    },
  })
  return join(folder, `${name}.js`)
}
