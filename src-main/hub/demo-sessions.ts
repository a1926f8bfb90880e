import { join } from 'node:path'
import { findPackageRoot } from '#platform/package-root.ts'
import type { OwnSessions } from './own-sessions.ts'

/** Sample agents for a first try: four that wait for work, and one with a permission dialog open. */
const PLAYERS = [
  { name: 'demo-api', arguments: ['--name', 'demo-api'] },
  { name: 'demo-web', arguments: ['--name', 'demo-web'] },
  { name: 'demo-docs', arguments: ['--name', 'demo-docs'] },
  { name: 'demo-tests', arguments: ['--name', 'demo-tests'] },
  { name: 'demo-deploy', arguments: ['--name', 'demo-deploy', '--dialog'] },
] as const

/** The sample sessions, started at most once at a time. */
export interface DemoSessions {
  /** Addresses of the five, whether they were there or started now. */
  start(): Promise<readonly string[]>
  stop(): Promise<void>
}

export function createDemoSessions(sessions: OwnSessions, isThere: (address: string) => boolean): DemoSessions {
  let running: Promise<readonly string[]> | undefined

  async function launch(): Promise<readonly string[]> {
    const agent = join(findPackageRoot(), 'resources', 'demo', 'agent.mjs')
    return Promise.all(
      PLAYERS.map(player =>
        sessions.start({
          command: [process.execPath, agent, ...player.arguments],
          cwd: findPackageRoot(),
          name: player.name,
          columns: 90,
          rows: 24,
          environment: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8' },
        }),
      ),
    )
  }

  return {
    async start() {
      const known = await running?.catch(() => undefined)
      if (known?.every(isThere) === true) return known
      running = launch()
      return running
    },
    async stop() {
      const known = (await running?.catch(() => undefined)) ?? []
      running = undefined
      await Promise.all(known.filter(isThere).map(address => sessions.close(address)))
    },
  }
}
