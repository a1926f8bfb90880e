import type { CallOptions } from './calls.ts'

/** One call, ready for a wire: the path holds its parameters and query, the body is JSON or absent. */
export interface WireRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: string
}

/** A way to reach a hub. Everything it throws is a `HubError`. */
export interface Link {
  /** Asks and returns the parsed JSON of the answer. */
  call(request: WireRequest, options?: CallOptions): Promise<unknown>
  /**
   * Opens an endless answer; yields an empty text once it stands, then its text as it comes. Ends when the hub closes
   * it, fails when `signal` aborts.
   */
  stream(
    path: string,
    options: { readonly headers?: Readonly<Record<string, string>>; readonly signal?: AbortSignal },
  ): AsyncGenerator<string>
}
