import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Whether a program of this name would be found and may be run. */
export function isOnPath(program: string, path: string = process.env['PATH'] ?? ''): boolean {
  return path.split(delimiter).some(folder => folder !== '' && mayRun(join(folder, program)))
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
