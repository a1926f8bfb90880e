/** Input settings of a tty. `canonical` without `echo` is a password prompt. Satisfies the port of the same name. */
export interface TtyMode {
  readonly canonical: boolean
  readonly echo: boolean
  /** Bytes that wait unread in its input queue. */
  readonly unread: number
}

/** Names of terminals only (`/dev/pts/4`, `/dev/ttys003`): merely opening another device can make it act. */
export function isTtyPath(path: string): boolean {
  return /^\/dev\/(pts\/\d{1,10}|tty\w{1,16})$/.test(path)
}
