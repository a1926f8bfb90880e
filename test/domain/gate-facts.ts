import type { GateFacts } from '#domain/gate-facts.ts'

export const terminal: GateFacts['terminal'] = {
  address: 'tmux:default/%1',
  backend: 'tmux',
  server: { pid: 1, startedAt: 1 },
  tty: '/dev/pts/1',
  rootPid: 10,
  title: '',
  location: { window: '', tab: '', pane: '' },
  suggestedName: 'anna',
  cwd: '/',
  size: { columns: 80, rows: 24 },
  inMode: false,
  dead: false,
  inputOff: false,
  synchronised: false,
  bracketedPaste: true,
  activity: '1',
  activityAt: 0,
  activityGrainMs: 1,
  humanKeyAt: 0,
}

/** What is seen of an agent's session in which nothing can be told from the screen. */
export function facts(pid: number, argv: readonly string[]): GateFacts {
  return {
    terminal,
    process: { pid, parentPid: 10, groupId: pid, startedAt: 5, argv, cwd: '/' },
    profile: undefined,
    tty: { canonical: false, echo: false, unread: 0 },
    reading: { state: 'unknown', detail: '', evidence: '', composer: { kind: 'absent' }, above: [] },
    submit: { way: 'auto', from: 'usual' },
    now: 10_000,
  }
}
