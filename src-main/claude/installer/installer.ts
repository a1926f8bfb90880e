import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { HubError } from '#contract/errors.ts'
import type { AgentInstaller, InstallPlan } from '#domain/installer-port.ts'
import { diffLines } from '#domain/line-diff.ts'
import { writePrivateFile } from '#platform/private-file.ts'
import type { Programs } from './entries.ts'
import { readManifest, writeManifest, type ManifestEntry } from './manifest.ts'
import { isComplete, mergeIn, pluginIn, readSettings, takeOut, type Merged, type Traces } from './merge.ts'
import { digestOf, readSettingsFile, writeSettingsFile, type SettingsFile } from './settings-file.ts'

export interface InstallerParts {
  /** State folder: the programs that settings call, backups and the record of installations lie in it. */
  readonly home: string
  /** Folder of the programs as they come with this version. */
  readonly scripts: string
}

const SCRIPTS = ['hook.sh', 'statusline.sh'] as const
const NOTHING_MADE: Traces = { made: [], statusLine: null }

/** Hooks and status line in the settings of Claude Code. */
export function createClaudeInstaller(parts: InstallerParts): AgentInstaller {
  const folder = join(parts.home, 'claude')
  const manifest = join(folder, 'installed.json')
  const programs: Programs = {
    hook: join(folder, 'hook.sh'),
    statusLine: join(folder, 'statusline.sh'),
    home: parts.home,
  }
  const entryOf = (configFolder: string) => readManifest(manifest)[configFolder]

  function copyScripts(): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (const name of SCRIPTS) {
      const text = readFileSync(join(parts.scripts, name), 'utf8')
      const path = join(folder, name)
      if (existsSync(path) && readFileSync(path, 'utf8') === text) continue
      writePrivateFile(path, text)
      chmodSync(path, 0o700)
    }
  }

  function install(configFolder: string, file: SettingsFile): string | null {
    copyScripts()
    const { base, merged } = prepare(file, entryOf(configFolder), programs)
    const backup = base === null ? null : join(folder, `settings-${digestOf(configFolder).slice(0, 8)}.json`)
    if (backup !== null && base !== null) writePrivateFile(backup, base)
    const entry = {
      file: file.path,
      backup,
      after: digestOf(merged.text),
      ...merged.traces,
      made: [...merged.traces.made],
    }
    // The record first: an installation that is not known could not be undone.
    writeManifest(manifest, { ...readManifest(manifest), [configFolder]: entry })
    if (merged.text !== file.text) writeSettingsFile(file.path, merged.text)
    return backup
  }

  function uninstall(configFolder: string, file: SettingsFile): string | null {
    const entry = entryOf(configFolder)
    const text = textWithout(file, entry, programs)
    if (text === null) rmSync(file.path, { force: true })
    else if (text !== file.text) writeSettingsFile(file.path, text)
    const { [configFolder]: _removed, ...rest } = readManifest(manifest)
    if (existsSync(manifest)) writeManifest(manifest, rest)
    return entry?.backup ?? null
  }

  return {
    plan(configFolder, isRemoval) {
      const file = readSettingsFile(configFolder)
      const entry = entryOf(configFolder)
      if (isRemoval) return planOf(file, textWithout(file, entry, programs), [])
      const { merged } = prepare(file, entry, programs)
      return planOf(file, merged.text, merged.notes)
    },
    apply(configFolder, isRemoval, digest) {
      const file = readSettingsFile(configFolder)
      if (file.digest !== digest) {
        throw new HubError('conflict', `${file.path} was changed meanwhile`, {
          hint: 'Nothing was written. Look at the change again.',
          data: { name: file.path },
        })
      }
      return { file: file.path, backup: isRemoval ? uninstall(configFolder, file) : install(configFolder, file) }
    },
    check() {
      return Object.entries(readManifest(manifest)).map(([configFolder, { file }]) => ({
        configFolder,
        file,
        problem: findProblem(configFolder, programs),
      }))
    },
    refresh() {
      if (Object.keys(readManifest(manifest)).length > 0) copyScripts()
    },
  }
}

/** The text before ours came in, and with it. What others wrote since an earlier installation belongs to the former. */
function prepare(
  file: SettingsFile,
  entry: ManifestEntry | undefined,
  programs: Programs,
): { base: string | null; merged: Merged } {
  const base = textWithout(file, entry, programs)
  return { base, merged: mergeIn(base ?? '{}\n', programs) }
}

/** The file without our part: as it was, byte for byte, when nobody else wrote to it since; null for no file. */
function textWithout(
  { text, digest }: SettingsFile,
  entry: ManifestEntry | undefined,
  programs: Programs,
): string | null {
  if (text === null) return null
  if (entry !== undefined && digest === entry.after) {
    return entry.backup === null ? null : readFileSync(entry.backup, 'utf8')
  }
  const rest = takeOut(text, programs, entry ?? NOTHING_MADE)
  return entry?.backup === null && rest.trim() === '{}' ? null : rest
}

function planOf(file: SettingsFile, after: string | null, notes: readonly string[]): InstallPlan {
  const diff = after === file.text ? [] : diffLines(file.text ?? '', after ?? '')
  return { file: file.path, diff, notes, plugin: pluginIn(readSettings(file.text ?? '{}')), digest: file.digest }
}

function findProblem(configFolder: string, programs: Programs): string | null {
  try {
    const { text } = readSettingsFile(configFolder)
    if (!existsSync(programs.hook) || !existsSync(programs.statusLine)) return 'the programs it calls are gone'
    return text !== null && isComplete(text, programs)
      ? null
      : 'some of our entries are gone, or as an earlier version wrote them'
  } catch (error) {
    if (error instanceof HubError) return error.message
    throw error
  }
}
