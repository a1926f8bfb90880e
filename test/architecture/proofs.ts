import type { NotYet, Requirement } from '../requirements.ts'
import type { TestTitle } from './test-titles.ts'

/** An id of a requirement in a test's title: `[S2]`. */
const CLAIM = /\[([PRS]\d+)\]/g

export interface ProofReport {
  readonly complaints: readonly string[]
  /** Ids with at least one proof. */
  readonly proved: readonly string[]
}

/** Compares what is promised with what is tested. Both ways: no promise without a proof, no claim without a promise. */
export function checkProofs(
  requirements: readonly Requirement[],
  notYet: readonly NotYet[],
  titles: readonly TestTitle[],
): ProofReport {
  const ids = requirements.map(requirement => requirement.id)
  const claims = titles.flatMap(({ file, title }) =>
    [...title.matchAll(CLAIM)].map(match => ({ id: match[1] ?? '', where: `${file}: ${title}` })),
  )
  const known = new Set(titles.flatMap(({ file, title }) => [file, title]))
  const claimed = new Set(claims.map(claim => claim.id))
  const proved = requirements.filter(({ id, proofs }) => proofs.length > 0 || claimed.has(id)).map(({ id }) => id)
  const waiting = notYet.map(({ id }) => id)
  return {
    proved,
    complaints: [
      ...repeated(ids).map(id => `${id} is promised twice`),
      ...claims.filter(({ id }) => !ids.includes(id)).map(({ id, where }) => `${where}: claims unknown ${id}`),
      ...requirements.flatMap(({ id, proofs }) => missing(proofs, known).map(proof => `${id}: no such test: ${proof}`)),
      ...ids.filter(id => !proved.includes(id) && !waiting.includes(id)).map(id => `${id} has no proof`),
      ...waiting.filter(id => proved.includes(id)).map(id => `${id} is proved: take it off the notYet list`),
      ...waiting.filter(id => !ids.includes(id)).map(id => `notYet names unknown ${id}`),
      ...notYet.filter(({ reason }) => reason.trim() === '').map(({ id }) => `notYet gives no reason for ${id}`),
    ],
  }
}

function repeated(ids: readonly string[]): readonly string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index)
}

function missing(proofs: readonly string[], known: ReadonlySet<string>): readonly string[] {
  return proofs.filter(proof => !known.has(proof))
}
