/** Whether a process of this number can be signalled now; a pid may be another program's by then. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
