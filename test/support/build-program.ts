import { build } from 'rolldown'
import { command } from '../../rolldown.config.ts'
import { builtFolder } from './built.ts'

/**
 * Folder with the command as it is shipped, from its sources as they are now. It starts in a third of the time that the
 * sources take, and it is what people run.
 */
export async function buildProgram(): Promise<string> {
  return await builtFolder({
    name: 'comms-program',
    sources: ['src-main', 'rolldown.config.ts', 'package-lock.json'],
    make: async dir => void (await build({ ...command, output: { ...command.output, dir } })),
  })
}
