import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { HubError } from '#contract/errors.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { isSet } from '../options.ts'
import { printSafe } from '../print-safe.ts'
import { pluginAdvice } from './plugin-advice.ts'

/** Shows the change, asks, and makes it. */
export async function changeSettings(
  context: CommandContext,
  { words: [agent = 'claude'], options }: CommandCall,
  isRemoval: boolean,
): Promise<void> {
  if (agent !== 'claude') {
    throw new HubError('unsupported', `There is nothing to install into ${JSON.stringify(agent)}`, {
      hint: 'Only Claude Code has settings of ours. For other agents see docs/guide/hooks-and-plugin.md.',
      data: { what: agent },
    })
  }
  const { output, json, paint } = context
  const where = { agent: 'claude' as const, configFolder: configFolderOf(context.env) }
  const { client } = await context.connect()
  const plan = await client.installs.plan({ ...where, isRemoval: isRemoval ? 'true' : 'false' })
  const isDry = isSet(options, 'dryRun')
  if (json && isDry) return output.json(plan)
  if (!json) {
    await output.print([
      paint(printSafe(plan.file), 'bold'),
      ...plan.diff.map(line => paintLine(printSafe(line), paint)),
    ])
    for (const note of plan.notes) output.note(printSafe(note))
  }
  const advice = isRemoval ? [] : pluginAdvice(plan.plugin)
  if (plan.diff.length === 0 && !json) {
    await output.print(isRemoval ? 'Nothing of ours is there.' : 'All of it is there already.')
    for (const line of advice) output.note(line)
    return
  }
  if (isDry) return
  if (!isSet(options, 'yes')) await askForYes(context)
  const done = await client.installs.apply({ ...where, isRemoval, digest: plan.digest })
  if (json) return output.json({ ...done, diff: plan.diff, notes: plan.notes, plugin: plan.plugin })
  if (isRemoval) return output.print('Taken out.')
  await output.print(`Installed. Before: ${printSafe(done.backup ?? 'no file')}`)
  output.note('  Claude Code takes it up within seconds.')
  for (const line of advice) output.note(line)
}

function configFolderOf(env: NodeJS.ProcessEnv): string {
  const chosen = env['CLAUDE_CONFIG_DIR']
  return resolve(chosen || join(env['HOME'] || homedir(), '.claude'))
}

function paintLine(line: string, paint: CommandContext['paint']): string {
  if (line.startsWith('+')) return paint(line, 'green')
  return line.startsWith('-') ? paint(line, 'red') : paint(line, 'dim')
}

async function askForYes(context: CommandContext): Promise<void> {
  const refused = new HubError('needs_confirmation', 'Nothing was changed', {
    hint: 'Repeat with --yes to make this change.',
    data: { why: 'settings' },
  })
  if (context.json || !context.isWatched || !context.stdin().isTTY) throw refused
  const lines = createInterface({ input: context.stdin(), output: process.stderr })
  try {
    const answer = await lines.question('Make this change? [y/N] ')
    if (!/^y(es)?$/i.test(answer.trim())) throw refused
  } finally {
    lines.close()
  }
}
