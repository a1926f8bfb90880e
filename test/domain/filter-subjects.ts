import type { LogRow } from '#contract/log.ts'
import type { Session } from '#contract/session.ts'
import type { SessionContext } from '#domain/filter.ts'

/** 2026-11-20, a Friday, 14:00 UTC. */
export const NOW = Date.UTC(2026, 10, 20, 14)

/** A session as the hub shows it, an idle Claude in `~/src/web` unless said otherwise. */
export function sessionWith(facts: Partial<Session>): Session {
  return {
    address: 'tmux:main/%3',
    name: 'web',
    title: 'Fixing the login page',
    kind: 'claude',
    agent: null,
    state: 'idle',
    detail: '',
    evidence: { source: 'screen', text: '❯', at: '2026-11-20T13:59:00.000Z' },
    cwd: '/home/ann/src/web',
    tty: '/dev/pts/4',
    pid: 4_000,
    backend: 'tmux',
    location: { window: 'work', tab: '1:editor', pane: '0' },
    size: { columns: 100, rows: 30 },
    branch: 'main',
    command: 'claude',
    submit: { way: 'auto', from: 'usual' },
    since: '2026-11-20T12:30:00.000Z',
    ...facts,
  }
}

/** A row of the log as `comms log` shows it, a failed delivery to `api` unless said otherwise. */
export function rowWith(facts: Partial<LogRow>): LogRow {
  return {
    number: 41,
    at: '2026-11-20T13:00:00.000Z',
    type: 'delivery.changed',
    by: 'owner',
    to: 'api',
    status: 'failed',
    text: 'no echo: the request timed out',
    data: {
      id: '01939f3e-7a10-7cc1-9d3e-aa11bb22cc33',
      messageId: '01939f3e-7a0f-7001-8000-0123456789ab',
      to: { address: 'tmux:main/%5', name: 'api' },
      steps: [{ at: '2026-11-20T12:59:50.000Z' }, { at: '2026-11-20T13:00:00.000Z' }],
    },
    ...facts,
  }
}

export const context: SessionContext = {
  now: NOW,
  home: '/home/ann',
  isAgent: kind => kind === 'claude' || kind === 'codex',
  groupsOf: address => (address === 'tmux:main/%3' ? ['front'] : []),
  drafts: new Set(['tmux:main/%9']),
}
