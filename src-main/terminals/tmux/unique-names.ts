import type { TerminalInfo } from '#domain/ports.ts'

/** The server of a plain `tmux`; its names are never lengthened. */
const USUAL = 'default'

/** Servers in the order in which they may keep a name that several use. */
function byPrecedence(a: string, b: string): number {
  return Number(b === USUAL) - Number(a === USUAL) || (a < b ? -1 : Number(a > b))
}

/**
 * Names that are unique over all servers. tmux keeps them unique within one; the same name on a second server gets the
 * server in front.
 */
export function makeUnique(
  servers: readonly (readonly [label: string, terminals: readonly TerminalInfo[]])[],
): readonly TerminalInfo[] {
  const taken = new Set<string>()
  return servers
    .toSorted(([a], [b]) => byPrecedence(a, b))
    .flatMap(([label, terminals]) => terminals.map(terminal => named(terminal, label, taken)))
}

function named(terminal: TerminalInfo, label: string, taken: Set<string>): TerminalInfo {
  const { suggestedName } = terminal
  const name = taken.has(suggestedName) ? `${label}/${suggestedName}` : suggestedName
  taken.add(name)
  return name === suggestedName ? terminal : { ...terminal, suggestedName: name }
}
