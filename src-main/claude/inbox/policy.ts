import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { ClaudeSession } from '#domain/ports.ts'

/** What a session does with messages of others, as far as its settings and mode tell. */
export type InboxPolicy = 'accepts' | 'holds' | 'refuses'

const Settings = z.object({ crossSessionInbound: z.enum(['accept', 'hold', 'refuse']).optional().catch(undefined) })

/**
 * Claude Code asks its user about a message when the settings say `hold`, and, where they say nothing, in a session that
 * bypasses permissions. A project can only be stricter than the user. Settings given on its command line or by an
 * administrator are not seen here.
 */
export function policyOf({
  configFolder,
  cwd,
  permissionMode,
}: Pick<ClaudeSession, 'configFolder' | 'cwd' | 'permissionMode'>): InboxPolicy {
  const user = readInbound(join(configFolder, 'settings.json'))
  const project = ['settings.json', 'settings.local.json'].map(name => readInbound(join(cwd, '.claude', name)))
  const said = [user, ...project]
  if (said.includes('refuse')) return 'refuses'
  if (said.includes('hold')) return 'holds'
  return user === undefined && permissionMode === 'bypassPermissions' ? 'holds' : 'accepts'
}

function readInbound(file: string): 'accept' | 'hold' | 'refuse' | undefined {
  try {
    return Settings.parse(JSON.parse(readFileSync(file, 'utf8'))).crossSessionInbound
  } catch {
    return undefined
  }
}
