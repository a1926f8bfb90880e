import { HubError } from '#contract/errors.ts'
import { listNodeCandidates, type NodePlaces } from './node-places.ts'
import { askProgram } from './run-process.ts'

/** Oldest Node that SQLite's binding runs on. */
export const MINIMUM_NODE = '22.14.0'

export interface FoundNode {
  readonly path: string
  readonly version: string
}

/**
 * A Node that is new enough: the one we run on, else the first of `COMMS_NODE`, our package's own, `PATH`, and where
 * version managers keep theirs. Starts candidates to ask their version; one that hangs or lies is passed over.
 */
export function findNode(minimum: string = MINIMUM_NODE, places?: Partial<NodePlaces>): FoundNode | undefined {
  return searchNode(minimum, places).found
}

/**
 * The same, or a refusal that says what to do.
 *
 * @throws HubError `unfit` with `minimum`, and `tried` with the versions that were too old
 */
export function requireNode(minimum: string = MINIMUM_NODE, places?: Partial<NodePlaces>): FoundNode {
  const { found, tried } = searchNode(minimum, places)
  if (found) return found
  const seen = tried.map(node => `${node.version} (${node.path})`).join(', ')
  throw new HubError('unfit', `Node ${minimum} or newer is needed; found ${seen || 'none'}`, {
    hint: 'Install it (nvm install 24, or brew install node), or name one: COMMS_NODE=/path/to/node',
    data: { minimum, tried },
  })
}

function searchNode(minimum: string, places?: Partial<NodePlaces>) {
  const tried: FoundNode[] = []
  for (const path of listNodeCandidates(places)) {
    const version = path === process.execPath ? process.versions.node : askVersion(path)
    if (version === undefined) continue
    if (isAtLeast(version, minimum)) return { found: { path, version }, tried }
    tried.push({ path, version })
  }
  return { found: undefined, tried }
}

function askVersion(path: string): string | undefined {
  return /^v(\d+\.\d+\.\d+)\S*\s*$/.exec(askProgram(path, ['--version']) ?? '')?.[1]
}

function isAtLeast(version: string, minimum: string): boolean {
  const wanted = minimum.split('.').map(Number)
  const differences = version.split('.').map((part, index) => Number(part) - (wanted[index] ?? 0))
  return (differences.find(difference => difference !== 0) ?? 0) > -1
}
