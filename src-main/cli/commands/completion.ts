import { HubError } from '#contract/errors.ts'
import type { CommandCall } from '../command-spec.ts'
import { COMPLETION_SCRIPTS } from '../completion/scripts.ts'
import type { CommandContext } from '../context.ts'

export async function run({ output }: CommandContext, { words: [shell = ''] }: CommandCall): Promise<void> {
  const script = new Map(Object.entries(COMPLETION_SCRIPTS)).get(shell)
  if (script === undefined) {
    throw new HubError('bad_request', `No completion for ${JSON.stringify(shell)}`, { hint: 'bash, zsh or fish' })
  }
  await output.print(script)
}
