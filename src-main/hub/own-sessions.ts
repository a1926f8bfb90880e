/** Starts and ends programs in sessions of our own. */
export interface OwnSessions {
  start(request: {
    readonly command: readonly string[]
    readonly cwd: string
    readonly name?: string
    readonly columns: number
    readonly rows: number
    readonly environment: Readonly<Record<string, string>>
  }): Promise<string>
  close(address: string): Promise<void>
}
