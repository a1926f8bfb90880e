import type { TerminalInfo } from '#domain/ports.ts'
import type { HostLink } from './host-link.ts'
import type { SessionFacts } from './protocol.ts'

/** A session of ours in the words of every terminal. */
export function toTerminalInfo(facts: SessionFacts, host: Pick<HostLink, 'pid' | 'startedAt'>): TerminalInfo {
  return {
    address: `pty:${facts.id}`,
    backend: 'pty',
    server: { pid: host.pid, startedAt: host.startedAt },
    tty: facts.tty,
    rootPid: facts.pid,
    title: facts.title,
    location: { window: 'claude-comms', tab: facts.name, pane: facts.id },
    suggestedName: facts.name,
    cwd: facts.cwd,
    size: { columns: facts.columns, rows: facts.rows },
    inMode: false,
    dead: false,
    inputOff: false,
    synchronised: false,
    bracketedPaste: facts.bracketedPaste,
    activity: String(facts.activity),
    activityAt: facts.activityAt,
    activityGrainMs: 1,
    humanKeyAt: facts.humanKeyAt,
  }
}

/** True when something a list shows differs; output alone does not count. */
export function looksDifferent(before: SessionFacts, after: SessionFacts): boolean {
  const keys = ['title', 'cwd', 'columns', 'rows', 'bracketedPaste'] as const
  return keys.some(key => before[key] !== after[key])
}
