import { join } from 'node:path'
import { findPackageRoot } from './package-root.ts'

/** A sample agent for a first try. */
export interface DemoPlayer {
  readonly name: string
  /** Sits in a permission dialog from the start. */
  readonly hasDialog: boolean
}

/** Four that wait for work, and one that must not be typed to. */
export const DEMO_CAST: readonly DemoPlayer[] = [
  { name: 'api', hasDialog: false },
  { name: 'web', hasDialog: false },
  { name: 'docs', hasDialog: false },
  { name: 'tests', hasDialog: false },
  { name: 'deploy', hasDialog: true },
]

/** The command that plays it, as a list of words that no shell reads. */
export function demoCommand({ name, hasDialog }: DemoPlayer): string[] {
  const agent = join(findPackageRoot(), 'resources', 'demo', 'agent.mjs')
  return [process.execPath, agent, '--name', name, ...(hasDialog ? ['--dialog'] : [])]
}
