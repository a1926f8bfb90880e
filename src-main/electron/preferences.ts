import { readFileSync, writeFileSync } from 'node:fs'
import { ShellPreferences } from '#contract/shell.ts'

export interface Preferences {
  readonly current: ShellPreferences
  change(fields: { readonly [Name in keyof ShellPreferences]?: ShellPreferences[Name] | undefined }): ShellPreferences
}

/** Keeps what the person chose for the app in one small file. One that cannot be read counts as nothing chosen. */
export function keepPreferences(file: string): Preferences {
  let current = read(file)
  return {
    get current() {
      return current
    },
    change(fields) {
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
      current = ShellPreferences.parse({ ...current, ...given })
      writeFileSync(file, `${JSON.stringify(current, null, 2)}\n`, { mode: 0o600 })
      return current
    },
  }
}

function read(file: string): ShellPreferences {
  try {
    return ShellPreferences.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return ShellPreferences.parse({})
  }
}
