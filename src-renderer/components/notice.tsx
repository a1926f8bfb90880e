import { errorWords } from '../lib/words.ts'

/** What went wrong with what a page asked for: what happened, and what to do. */
export function Notice({ error }: { readonly error: unknown }) {
  if (error === undefined) return null
  const { what, hint, code } = errorWords(error)
  return (
    <div role="alert" className="m-4 rounded-card bg-chip-error px-3 py-2 text-text">
      <p>{what}</p>
      {hint !== '' && <p className="text-text-2">{hint}</p>}
      <p className="text-meta text-text-2">{code}</p>
    </div>
  )
}
