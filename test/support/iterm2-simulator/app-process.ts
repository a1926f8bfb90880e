import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A process that does nothing but be there, as iTerm2's own would; it ends with whoever started it. */
export interface AppProcess extends AsyncDisposable {
  readonly pid: number
}

export async function startAppProcess(): Promise<AppProcess> {
  const child = spawn('/bin/sh', ['-c', 'read _'], { stdio: ['pipe', 'ignore', 'ignore'] })
  await once(child, 'spawn')
  const ended = once(child, 'exit')
  return {
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      await ended
    },
  }
}
