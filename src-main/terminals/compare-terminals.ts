import type { TerminalChange, TerminalInfo } from '#domain/ports.ts'

/** What happened to one pane between two looks at it. */
export function compareTerminals(before: TerminalInfo | undefined, after: TerminalInfo): readonly TerminalChange[] {
  if (before === undefined) return [{ kind: 'appeared', terminal: after }]
  if (before.server.pid !== after.server.pid || before.server.startedAt !== after.server.startedAt) {
    // The number is the same, the pane is not: a new server counts from zero again.
    return [
      { kind: 'ended', address: before.address },
      { kind: 'appeared', terminal: after },
    ]
  }
  const changes: TerminalChange[] = []
  if (describe(before) !== describe(after)) changes.push({ kind: 'changed', terminal: after })
  if (before.activity !== after.activity) changes.push({ kind: 'output', address: after.address })
  return changes
}

/** Everything a listener of `changed` cares about; output and keys come far more often and are told apart. */
function describe(info: TerminalInfo): string {
  const { activity: _, activityAt: __, humanKeyAt: ___, ...rest } = info
  return JSON.stringify(rest)
}
