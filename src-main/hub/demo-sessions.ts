import { DEMO_CAST, demoCommand } from '#platform/demo-cast.ts'
import { findPackageRoot } from '#platform/package-root.ts'
import type { OwnSessions } from './own-sessions.ts'

/** So that nobody takes them for sessions of their own. */
const CAST = DEMO_CAST.map(player => ({ ...player, name: `demo-${player.name}` }))

/** The sample sessions, started at most once at a time. */
export interface DemoSessions {
  /** Addresses of the five, whether they were there or started now. */
  start(): Promise<readonly string[]>
  stop(): Promise<void>
}

export function createDemoSessions(sessions: OwnSessions, isThere: (address: string) => boolean): DemoSessions {
  /** Addresses after the last start or end; one follows the other, however fast they are asked for. */
  let turn: Promise<readonly string[]> = Promise.resolve([])

  async function launch(): Promise<readonly string[]> {
    return Promise.all(
      CAST.map(player =>
        sessions.start({
          command: demoCommand(player),
          cwd: findPackageRoot(),
          name: player.name,
          columns: 90,
          rows: 24,
          environment: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8' },
        }),
      ),
    )
  }

  async function close(known: readonly string[]): Promise<readonly string[]> {
    await Promise.all(known.filter(isThere).map(address => sessions.close(address)))
    return []
  }

  function next(step: (known: readonly string[]) => Promise<readonly string[]>): Promise<readonly string[]> {
    turn = turn.catch(() => []).then(step)
    return turn
  }

  return {
    start: () => next(async known => (known.length > 0 && known.every(isThere) ? known : launch())),
    async stop() {
      await next(close)
    },
  }
}
