import { ORPCError } from '@orpc/server'
import { HubError } from '#contract/errors.ts'

interface Issue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[]
  /** Of a choice between shapes: what is wrong with each of them. */
  readonly errors?: readonly (readonly Issue[])[]
}

/** Any failure as a row of the error table. What is not in the table is a bug: reported once, shown as `internal`. */
export function toHubError(error: unknown, onBug: (error: unknown) => void): HubError {
  if (error instanceof HubError) return error
  if (error instanceof ORPCError && error.status < 500) return badRequest(issuesOf(error), error)
  onBug(error)
  return new HubError('internal', 'Something went wrong inside the hub', {
    hint: 'The log of the hub has the details.',
  })
}

/** One line that names the first thing wrong and where. */
export function badRequest(issues: readonly Issue[], cause?: unknown): HubError {
  const [first] = issues
  const where = first?.path?.map(part => String(typeof part === 'object' ? part.key : part)).join('.') ?? ''
  const what = first?.message ?? 'the request cannot be read'
  return new HubError('bad_request', where === '' ? what : `${where}: ${what}`, {
    hint: 'The document at /v1/openapi.json tells what each call takes.',
    data: { issues: issues.map(issue => ({ message: issue.message, path: issue.path ?? [] })) },
    cause,
  })
}

function issuesOf(error: ORPCError<string, unknown>): readonly Issue[] {
  const data = error.data as { issues?: readonly Issue[] } | undefined
  return (data?.issues ?? [{ message: error.message }]).flatMap(nearest)
}

/** "Invalid input" helps nobody: of a choice between shapes, what is wrong with the one that was nearly right. */
function nearest(issue: Issue): readonly Issue[] {
  const [first, ...others] = issue.errors ?? []
  if (first === undefined) return [issue]
  const best = others.reduce((a, b) => (b.length < a.length ? b : a), first)
  return best.map(inner => ({ ...inner, path: [...(issue.path ?? []), ...(inner.path ?? [])] })).flatMap(nearest)
}
