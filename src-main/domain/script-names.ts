import type { Script } from '#contract/script.ts'
import { stemOfScript } from './script-kind.ts'

export type ScriptFinding =
  | { readonly kind: 'found'; readonly script: Script }
  | { readonly kind: 'not_found'; readonly near: readonly string[] }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] }

/** The script a person means: by its id, else by its path inside a shelf, its file name, or that without its ending. */
export function findScript(scripts: readonly Script[], asked: string): ScriptFinding {
  const exact = scripts.find(({ id }) => id === asked)
  if (exact !== undefined) return { kind: 'found', script: exact }
  const matching = scripts.filter(({ id }) => namesOf(id).includes(asked))
  const [script] = matching
  if (script !== undefined && matching.length === 1) return { kind: 'found', script }
  if (matching.length > 1) return { kind: 'ambiguous', candidates: matching.map(({ id }) => id) }
  const near = scripts.filter(({ id }) => asked.length > 2 && id.includes(asked)).map(({ id }) => id)
  return { kind: 'not_found', near: near.slice(0, 5) }
}

function namesOf(id: string): readonly string[] {
  const path = id.slice(id.indexOf('/') + 1)
  const file = path.slice(path.lastIndexOf('/') + 1)
  return [path, stemOfScript(path), file, stemOfScript(file)]
}
