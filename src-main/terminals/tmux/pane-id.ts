import type { Address } from '#contract/address.ts'

/** A pane as tmux numbers it: `%3`. Never reused while its server lives; names and indexes are. */
export type PaneId = `%${number}`

const ADDRESS = /^tmux:(.+)\/(%\d+)$/

/** Splits `tmux:<server>/%3`; undefined for an address of another kind. */
export function parseAddress(address: Address): { readonly server: string; readonly pane: PaneId } | undefined {
  const match = ADDRESS.exec(address)
  return match === null ? undefined : { server: match[1] ?? '', pane: match[2] as PaneId }
}

export function toAddress(server: string, pane: PaneId): Address {
  return `tmux:${server}/${pane}`
}
