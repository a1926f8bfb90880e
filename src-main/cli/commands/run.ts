import { HubError } from '#contract/errors.ts'
import { requireNode } from '#platform/find-node.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findText } from '../options.ts'
import { runHere, runWithNode } from '../run-with-node.ts'

export async function run(context: CommandContext, { words, options, afterDashes }: CommandCall): Promise<number> {
  const command = withChosenClaude(readCommand(words, afterDashes), context.env)
  // In a pipe, or with its output in a file, there is no terminal that a person and the hub could share.
  if (!process.stdin.isTTY || !process.stdout.isTTY) return runAlone(command, context)
  const node = requireNode()
  if (node.path !== process.execPath) return runWithNode(node.path, context)
  const { supervise } = await import('#supervise')
  // Whether or not one can be started: the program runs, and a hub that comes later finds it.
  if (context.mayStart) context.connect('hub').catch(() => {})
  return supervise({
    home: context.home,
    command,
    name: findText(options, 'name'),
    env: context.env,
    note: line => context.output.note(line),
  })
}

function readCommand(words: readonly string[], afterDashes: readonly string[] | undefined): readonly string[] {
  if (words.length === 0 && afterDashes !== undefined && afterDashes.length > 0) return afterDashes
  throw new HubError('bad_request', 'Which program? Put it behind two dashes', {
    hint: `comms run -- ${words.join(' ') || 'claude'}`,
  })
}

/** Who has put a program of the same name in front of Claude Code, such as one that calls us, says where the real one is. */
function withChosenClaude([program = '', ...args]: readonly string[], env: NodeJS.ProcessEnv): readonly string[] {
  return [(program === 'claude' && env['COMMS_CLAUDE_BIN']) || program, ...args]
}

async function runAlone(command: readonly string[], { env }: CommandContext): Promise<number> {
  try {
    return await runHere(command, env)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new HubError('terminal', `${command[0]} cannot be run (${code})`, { cause })
  }
}
