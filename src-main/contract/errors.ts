/**
 * Every failure a caller can act on. Columns: HTTP status, exit code of `comms`, and whether the same call may be
 * repeated as it is. Everything else is a bug and shows as `internal`.
 */
export const ERRORS = {
  /** The request does not have the shape the call asks for. Data: `issues`. */
  bad_request: { status: 400, exit: 2, retryable: false },
  /** No call at this path. */
  no_such_call: { status: 404, exit: 2, retryable: false },
  /** The call exists, with another method. Data: `allowed`. */
  method_not_allowed: { status: 405, exit: 2, retryable: false },
  /** A filter cannot be read. Data: `filter`, `position`. */
  bad_filter: { status: 400, exit: 2, retryable: false },
  /** A schedule cannot be: its cron line, time zone, moment or event. Data: `field`, `value`. */
  bad_schedule: { status: 400, exit: 2, retryable: false },
  /** The body is empty, or nothing is left of it once control characters are shown as text. */
  empty_body: { status: 400, exit: 2, retryable: false },
  /** A template names a variable that is not known, or has no value for a target. Data: `variable`, `position`, `target`. */
  bad_template: { status: 400, exit: 2, retryable: false },
  /** The body is over the limit. Data: `limit`, `size` in bytes. Nothing was cut or sent. */
  body_too_large: { status: 413, exit: 2, retryable: false },
  /** No session, group, agent, message or delivery by that name. Data: `what`, `name`. */
  not_found: { status: 404, exit: 3, retryable: false },
  /** More than one session answers to the name. Data: `candidates`. Nothing was sent. */
  ambiguous: { status: 409, exit: 4, retryable: false },
  /** Something by that name or id exists already and differs. Data: `name`. */
  conflict: { status: 409, exit: 5, retryable: false },
  /** The delivery is past the point where this can be done. Data: `state`. */
  too_late: { status: 409, exit: 5, retryable: false },
  /** The web door does not know this browser: no token, a wrong one, or one that has run out. */
  unauthorized: { status: 401, exit: 6, retryable: false },
  /** The request was meant for another host than this door. Data: `host`. */
  misdirected: { status: 421, exit: 6, retryable: false },
  /** This door or caller may not do that. Data: `power`. */
  forbidden: { status: 403, exit: 6, retryable: false },
  /** The loop guard parked this tree of messages. Data: `root`, `limit`. Only a person resets it. */
  loop_blocked: { status: 429, exit: 6, retryable: false },
  /** Needs a yes first: many targets, a leading `!`, a program without a profile. Data: `why`. */
  needs_confirmation: { status: 428, exit: 7, retryable: false },
  /** Too much at once. Data: `retryAfterMs`. */
  rate_limited: { status: 429, exit: 8, retryable: true },
  /** No hub answers on the socket. Data: `socket`. */
  hub_not_running: { status: 503, exit: 10, retryable: true },
  /** Another hub owns this state folder. Data: `pid`. */
  already_running: { status: 409, exit: 11, retryable: false },
  /** The state folder, a socket path, Node or the database is not fit to run on. Data: what and where. */
  unfit: { status: 500, exit: 12, retryable: false },
  /** The disk is full or the database cannot be written; nothing was accepted. */
  storage: { status: 507, exit: 13, retryable: true },
  /** The terminal did not do what it was asked. Data: `address`. */
  terminal: { status: 502, exit: 14, retryable: true },
  /** Waited as long as asked; not every target reached the state. Data: the deliveries that did not. */
  not_reached: { status: 504, exit: 15, retryable: false },
  /** The file of a script is not safe to run, or its header cannot be read. Data: `script`, `problems`. */
  script_unfit: { status: 409, exit: 5, retryable: false },
  /** A script did not end well on every target. Data: `run`. */
  script_failed: { status: 502, exit: 17, retryable: false },
  /** Not available in this build or on this machine. Data: `what`. */
  unsupported: { status: 501, exit: 16, retryable: false },
  /** A bug of ours. Logged once with its stack. */
  internal: { status: 500, exit: 70, retryable: false },
} as const

export type ErrorCode = keyof typeof ERRORS

/** A failure the caller can act on: a code from the table, words for a person, a next step, and data for a program. */
export class HubError extends Error {
  override readonly name = 'HubError'
  readonly code: ErrorCode
  readonly hint: string
  readonly data: Readonly<Record<string, unknown>>

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint?: string; data?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? ''
    this.data = options.data ?? {}
  }
}

/** An error as every door writes it. */
export interface ErrorBody {
  readonly error: {
    readonly code: ErrorCode
    readonly message: string
    readonly hint: string
    readonly data: Readonly<Record<string, unknown>>
  }
}

export function toErrorBody(error: HubError): ErrorBody {
  return { error: { code: error.code, message: error.message, hint: error.hint, data: error.data } }
}
