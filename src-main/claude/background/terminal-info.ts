import { basename } from 'node:path'
import { addressOfJob } from '#domain/background.ts'
import type { RegisteredSession, TerminalInfo } from '#domain/ports.ts'

const SEE_ONLY = 'it runs in the background, without a terminal: nothing can be typed there'

/** Sessions in the background, in the words of every terminal, oldest first. */
export function toTerminalInfo(registered: readonly RegisteredSession[]): readonly TerminalInfo[] {
  const names = new Set<string>()
  return registered.flatMap(session => {
    if (session.job === null) return []
    const name = chooseName(session, names)
    names.add(name)
    return [infoOf(session, session.job, name)]
  })
}

function chooseName({ name, cwd, job }: RegisteredSession, taken: ReadonlySet<string>): string {
  const wanted = name ?? (basename(cwd) || 'session')
  return taken.has(wanted) ? `${wanted}-${job}` : wanted
}

function infoOf({ pid, cwd, startedAt }: RegisteredSession, job: string, name: string): TerminalInfo {
  return {
    address: addressOfJob(job),
    backend: 'claude',
    // No terminal owns it: its address alone says which one it is, also under another process.
    server: { pid: 0, startedAt: 0 },
    tty: '',
    rootPid: pid,
    title: '',
    location: { window: job, tab: '', pane: '' },
    suggestedName: name,
    cwd,
    size: { columns: 0, rows: 0 },
    inMode: false,
    dead: false,
    inputOff: true,
    seeOnly: SEE_ONLY,
    screenless: true,
    synchronised: false,
    bracketedPaste: false,
    activity: '',
    activityAt: startedAt,
    activityGrainMs: 1,
    humanKeyAt: 0,
  }
}
