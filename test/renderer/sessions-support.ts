import type { Session } from '#contract/session.ts'

let number = 0

/** A session as the hub would tell it, with what the test cares about. */
export function aSession(
  facts: Partial<Omit<Session, 'location'>> & { readonly at?: readonly [string, string, string] },
): Session {
  const { at = ['work', '0:zsh', '0'], ...rest } = facts
  number += 1
  const now = '2026-11-20T15:00:00.000Z'
  return {
    address: `tmux:default/%${number}`,
    name: `session-${number}`,
    title: '',
    kind: 'claude',
    agent: null,
    state: 'idle',
    detail: '',
    evidence: { source: 'screen', text: 'the composer is empty', at: now },
    cwd: '/home/ann/src/api',
    tty: `/dev/pts/${number}`,
    pid: 1_000 + number,
    backend: 'tmux',
    location: { window: at[0], tab: at[1], pane: at[2] },
    size: { columns: 80, rows: 24 },
    branch: null,
    command: 'claude',
    submit: { way: 'auto', from: 'usual' },
    since: now,
    ...rest,
  }
}
