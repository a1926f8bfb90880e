import { existsSync } from 'node:fs'
import { homedir, tmpdir, userInfo } from 'node:os'
import { delimiter, join } from 'node:path'
import type { ScriptNeed, ScriptShelf } from '#contract/script.ts'
import type { ScriptSurroundings } from '#domain/script-environment.ts'
import { findProgram } from '#platform/find-program.ts'
import { findPackageRoot } from '#platform/package-root.ts'
import type { StateFolder } from '#platform/state-folder.ts'

/** Where things are on this machine, as far as scripts need to know. */
export interface ScriptPlaces {
  readonly shelves: readonly { readonly shelf: ScriptShelf; readonly path: string; readonly trusted: boolean }[]
  readonly iterm2Support: string
  /** Copies of scripts as they were approved, and the `comms` they call. Ours to empty. */
  readonly runsFolder: string
  readonly surroundings: ScriptSurroundings
  /** What is missing for a need, in words; nothing when it is there. */
  missing(need: ScriptNeed): string | undefined
}

/** Where programs usually are when whoever started the hub had a short PATH, as the app on a Mac has. */
const USUAL_FOLDERS = ['/opt/homebrew/bin', '/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin']

export function findScriptPlaces(folder: StateFolder, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): ScriptPlaces {
  const home = env['HOME'] || homedir()
  const iterm2Support = join(home, 'Library', 'Application Support', 'iTerm2')
  const runsFolder = join(folder.path, 'script-runs')
  const given = (env['PATH'] ?? '').split(delimiter).filter(one => one !== '')
  const path = [...new Set([join(runsFolder, 'bin'), ...given, ...USUAL_FOLDERS])].join(delimiter)
  return {
    shelves: [
      { shelf: 'own', path: folder.scripts, trusted: false },
      { shelf: 'built-in', path: join(findPackageRoot(), 'resources', 'scripts'), trusted: true },
      { shelf: 'iterm2', path: join(iterm2Support, 'Scripts'), trusted: false },
    ],
    iterm2Support,
    runsFolder,
    surroundings: {
      path,
      home,
      user: userInfo().username,
      temporaryFolder: tmpdir(),
      tmuxTemporaryFolder: env['TMUX_TMPDIR'] || null,
      commsHome: folder.path,
      socket: folder.hubSocket,
    },
    missing(need) {
      switch (need) {
        case 'macos':
          return platform === 'darwin' ? undefined : 'it needs macOS'
        case 'iterm2':
          return platform === 'darwin' || existsSync(join(iterm2Support, 'private', 'socket'))
            ? undefined
            : 'it needs iTerm2, which runs on macOS only'
        case 'tmux':
          return findProgram('tmux', path) === undefined ? 'it needs tmux, which is not on the PATH' : undefined
      }
    },
  }
}
