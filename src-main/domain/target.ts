import { Address } from '#contract/address.ts'
import { GroupName } from '#contract/group.ts'
import { parseFilter } from './filter-parse.ts'
import { printFilter, quote } from './filter-print.ts'
import { scanFilter } from './filter-scan.ts'
import type { BadFilter, Filter } from './filter-terms.ts'

/** What a person means by one target. */
export type ParsedTarget =
  | { readonly kind: 'address'; readonly address: Address }
  /** Name without `@`. */
  | { readonly kind: 'group'; readonly name: string }
  | { readonly kind: 'filter'; readonly filter: Filter; readonly hints: readonly string[] }
  /** A session, an agent, the base name of a folder, or a place in tmux. */
  | { readonly kind: 'name'; readonly name: string }
  | BadFilter

/**
 * Reads a target. Addresses first, for they may contain anything; then `@group`; then, when it has a known key, a quoted
 * phrase or a pattern, a filter; and everything else is a name.
 */
export function parseTarget(text: string): ParsedTarget {
  const target = text.trim()
  if (target === '') return { kind: 'bad', message: 'a target is a name, an address, @group or a filter', position: 0 }
  const address = Address.safeParse(target)
  if (address.success) return { kind: 'address', address: address.data }
  if (target.startsWith('@')) return parseGroup(target.slice(1))
  return looksLikeFilter(target) ? parseFilter(target) : { kind: 'name', name: target }
}

/** Writes a target so that reading it again means the same. */
export function printTarget(target: Exclude<ParsedTarget, BadFilter>): string {
  switch (target.kind) {
    case 'address':
      return target.address
    case 'group':
      return `@${target.name}`
    case 'filter':
      return printAsFilter(target.filter)
    case 'name':
      return target.name
  }
}

function parseGroup(text: string): ParsedTarget {
  const name = GroupName.safeParse(text.toLowerCase())
  if (name.success) return { kind: 'group', name: name.data }
  return {
    kind: 'bad',
    message: `after @ comes the name of one group (${name.error.issues[0]?.message ?? ''}); in a filter write group:name`,
    position: 1,
  }
}

/** What cannot even be cut into terms is read as a filter too, so that the person learns why. */
function looksLikeFilter(target: string): boolean {
  const scanned = scanFilter(target)
  if (scanned.kind === 'bad') return true
  return scanned.terms.some(term => term.kind !== 'text' || term.quoted)
}

/** A filter of nothing but words would be read as a name: its first word gets quotes. */
function printAsFilter(filter: Filter): string {
  const [first, ...others] = filter.terms
  if (first?.kind !== 'text' || looksLikeFilter(printFilter(filter))) return printFilter(filter)
  return [`${first.negated ? '-' : ''}${quote(first.text)}`, printFilter({ terms: others })].join(' ').trimEnd()
}
