/** What the shell says to the hub's process. `connect` comes with one MessagePort: a door for one caller. */
export type ToHubProcess = { readonly kind: 'connect' } | { readonly kind: 'close' }

/** What the hub's process says to the shell. After `stopped` it ends by itself, after `failed` it is ended. */
export type FromHubProcess =
  | { readonly kind: 'up' }
  /** Somebody asked the hub to stop; it is not started again by itself. */
  | { readonly kind: 'stopped' }
  /** It could not start: the words of the error table. */
  | { readonly kind: 'failed'; readonly message: string; readonly hint: string }
