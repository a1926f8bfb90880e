import type { LogRow } from '#contract/log.ts'
import type { Screen, Session, SessionState } from '#contract/session.ts'

const STATES: readonly SessionState[] = ['idle', 'working', 'blocked', 'done', 'error', 'unknown']
const AT = '2026-11-20T15:00:00.000Z'

/** The session at a place of the list; its state moves on with each `turn`. */
export function makeSession(place: number, turn = 0): Session {
  const state = STATES[(place + turn) % STATES.length] ?? 'idle'
  const project = `project-${place % 40}`
  return {
    address: `tmux:default/%${place}`,
    name: `agent-${String(place).padStart(4, '0')}`,
    title: `${project} task ${place}`,
    kind: 'claude',
    agent: null,
    state,
    detail: state === 'blocked' ? 'permission' : '',
    evidence: { source: 'screen', text: 'seen on its screen', at: AT },
    cwd: `/home/sam/src/${project}`,
    tty: `/dev/pts/${place}`,
    pid: 1_000 + place,
    backend: 'tmux',
    location: { window: `window ${place % 50}`, tab: `tab ${place % 200}`, pane: String(place) },
    size: { columns: 100, rows: 30 },
    branch: place % 3 === 0 ? 'main' : `feature/${place % 17}`,
    command: 'claude',
    submit: { way: 'auto', from: 'usual' },
    since: AT,
  }
}

/** A full screen of a session; every line of it is another one with each `turn`. */
export function makeScreen(place: number, turn: number): Screen {
  return {
    address: `tmux:default/%${place}`,
    lines: Array.from({ length: 30 }, (_, row) => `${turn} ${row} `.padEnd(100, 'the quick brown fox ')),
    cursor: { column: 2, row: 29 },
    alternate: false,
    inMode: false,
    at: AT,
  }
}

/** One row of the log. */
export function makeRow(number: number): LogRow {
  return {
    number,
    at: new Date(Date.parse(AT) + number * 20).toISOString(),
    type: 'delivery',
    by: 'owner',
    to: `agent-${String(number % 1_000).padStart(4, '0')}`,
    status: number % 11 === 0 ? 'failed' : 'confirmed',
    text: `row ${number}: rebase on main, run the tests and tell me what broke`,
    data: {
      id: `d-${number}`,
      messageId: `m-${number}`,
      to: { address: `tmux:default/%${number % 1_000}`, name: `agent-${number % 1_000}` },
      state: number % 11 === 0 ? 'failed' : 'confirmed',
      lane: 'terminal',
      reason: null,
      attempts: 1,
      presses: 1,
      expiresAt: AT,
      steps: [],
    },
  }
}
