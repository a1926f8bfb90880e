import { isAbsolute, join } from 'node:path'

/** Where Claude Code keeps its things for a process with this environment; nothing when that is not told. */
export function configFolderOf(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const { CLAUDE_CONFIG_DIR: chosen, HOME: home } = environment
  if (chosen !== undefined && isAbsolute(chosen)) return chosen
  return home !== undefined && isAbsolute(home) ? join(home, '.claude') : undefined
}
