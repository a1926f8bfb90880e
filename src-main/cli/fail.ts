import { ERRORS, HubError, toErrorBody } from '#contract/errors.ts'
import type { Output } from './output.ts'
import { printSafe, safeJson } from './print-safe.ts'

/** Tells a failure the way the caller reads: words for a person, an `ErrorBody` for a program. Returns the exit code. */
export function reportFailure(cause: unknown, output: Output, json: boolean): number {
  const error = cause instanceof HubError ? cause : asBug(cause)
  output.note(json ? safeJson(toErrorBody(error)) : describe(error))
  return ERRORS[error.code].exit
}

function describe(error: HubError): readonly string[] {
  const lines = [`comms: ${printSafe(error.message)}`]
  if (error.hint !== '') lines.push(`  hint: ${printSafe(error.hint)}`)
  return lines
}

function asBug(cause: unknown): HubError {
  const stack = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
  const message = cause instanceof Error ? cause.message : String(cause)
  return new HubError('internal', `a bug in comms: ${message}`, {
    hint: `please report it with: ${stack}`,
    data: { stack },
    cause,
  })
}
