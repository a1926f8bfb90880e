import { accessSync, constants, readdirSync, realpathSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, isAbsolute, join } from 'node:path'
import { findPackageRoot } from './package-root.ts'

/** Where a Node is looked for. */
export interface NodePlaces {
  /** The program we run on; empty when that is not plain Node. */
  readonly execPath: string
  readonly env: NodeJS.ProcessEnv
  readonly home: string
  readonly packageRoot: string
  /** Programs at fixed places of the system. */
  readonly system: readonly string[]
}

/** Programs that exist, may be run, and could be Node; each file once, most wanted first. */
export function* listNodeCandidates(places: Partial<NodePlaces> = {}): Generator<string> {
  const { execPath, env, home, packageRoot, system } = { ...ownPlaces(), ...places }
  const seen = new Set<string>()
  const listed = [
    () => [execPath, env['COMMS_NODE'] ?? ''],
    () => [join(packageRoot, 'node_modules', '.bin', 'node'), join(packageRoot, '..', '.bin', 'node')],
    () => (env['PATH'] ?? '').split(delimiter).map(folder => folder && join(folder, 'node')),
    () => listManaged(env, home),
    () => system,
  ]
  for (const list of listed) {
    for (const path of list()) {
      const file = findProgram(path)
      if (file === undefined || seen.has(file)) continue
      seen.add(file)
      yield path
    }
  }
}

function ownPlaces(): NodePlaces {
  return {
    // Inside Electron the program is the app, whatever version of Node it carries.
    execPath: process.versions['electron'] ? '' : process.execPath,
    env: process.env,
    home: homedir(),
    packageRoot: findPackageRoot(),
    system: ['/opt/homebrew/bin/node', '/usr/local/bin/node', '/home/linuxbrew/.linuxbrew/bin/node', '/usr/bin/node'],
  }
}

/** What nvm, fnm, volta, mise and asdf installed, each manager's newest first. */
function listManaged(env: NodeJS.ProcessEnv, home: string): readonly string[] {
  const share = env['XDG_DATA_HOME'] ?? join(home, '.local', 'share')
  return [
    ...listVersions(join(env['NVM_DIR'] ?? join(home, '.nvm'), 'versions', 'node'), 'bin'),
    ...listVersions(join(env['FNM_DIR'] ?? join(share, 'fnm'), 'node-versions'), 'installation', 'bin'),
    ...listVersions(join(home, 'Library', 'Application Support', 'fnm', 'node-versions'), 'installation', 'bin'),
    ...listVersions(join(env['VOLTA_HOME'] ?? join(home, '.volta'), 'tools', 'image', 'node'), 'bin'),
    ...listVersions(join(env['MISE_DATA_DIR'] ?? join(share, 'mise'), 'installs', 'node'), 'bin'),
    ...listVersions(join(env['ASDF_DATA_DIR'] ?? join(home, '.asdf'), 'installs', 'nodejs'), 'bin'),
  ]
}

function listVersions(folder: string, ...inside: readonly string[]): readonly string[] {
  try {
    return readdirSync(folder)
      .toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))
      .map(version => join(folder, version, ...inside, 'node'))
  } catch {
    return []
  }
}

/** The real file behind an absolute path. A relative one would mean whatever lies in the folder we happen to be in. */
function findProgram(path: string): string | undefined {
  if (!isAbsolute(path)) return undefined
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile() ? realpathSync(path) : undefined
  } catch {
    return undefined
  }
}
