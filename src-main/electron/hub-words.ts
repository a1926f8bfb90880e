/** What the shell says to the hub's process. */
export type ToHubProcess =
  /** Comes with one MessagePort: a door for one caller. */
  | { readonly kind: 'connect' }
  | { readonly kind: 'close' }
  /** The pty host that was asked for under this number runs; comes with one MessagePort, the way to it. */
  | { readonly kind: 'pty_host'; readonly number: number; readonly pid: number }
  /** It has ended, or could not be started. */
  | { readonly kind: 'pty_host_ended'; readonly number: number; readonly reason: string }

/** What the hub's process says to the shell. After `stopped` it ends by itself, after `failed` it is ended. */
export type FromHubProcess =
  | { readonly kind: 'up' }
  /** Only the shell can start processes of the app's own. Numbers are the hub's, each used once. */
  | { readonly kind: 'start_pty_host'; readonly number: number }
  /** Somebody asked the hub to stop; it is not started again by itself. */
  | { readonly kind: 'stopped' }
  /** It could not start: the words of the error table. */
  | { readonly kind: 'failed'; readonly message: string; readonly hint: string }
