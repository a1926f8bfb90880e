import { readFileSync } from 'node:fs'
import { writePrivateFile } from '#platform/private-file.ts'
import { HubError } from '#contract/errors.ts'
import { Settings } from '#contract/settings.ts'

/** The settings in force, and the one way to change them. */
export interface SettingsKeeper {
  readonly current: Settings
  /** Keeps the change in `config.json` and puts it in force; fields left out stay. */
  change(fields: { readonly [Name in keyof Settings]?: Settings[Name] | undefined }): Settings
}

export function keepSettings(path: string): SettingsKeeper {
  let current = readSettings(path)
  return {
    get current() {
      return current
    },
    change(fields) {
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
      const next = Settings.parse({ ...current, ...given })
      writePrivateFile(path, `${JSON.stringify(next, null, 2)}\n`)
      current = next
      return next
    },
  }
}

/** Reads the settings; fails with `unfit` naming the file and the first thing wrong in it. */
function readSettings(path: string): Settings {
  const parsed = Settings.safeParse(readJson(path))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new HubError('unfit', `${path}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'cannot be read'}`, {
    hint: 'Correct the file or move it away; without it every setting has its default.',
  })
}

function readJson(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new HubError('unfit', `${path} is not JSON: ${(error as Error).message}`, {
      hint: 'Correct the file or move it away; without it every setting has its default.',
      cause: error,
    })
  }
}
