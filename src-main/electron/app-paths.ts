import { join } from 'node:path'

/** Where the parts of the app lie: beside this file once built, and in the package's own folders. */
export interface AppPaths {
  readonly preload: string
  readonly hubProcess: string
  readonly ptyHost: string
  /** The built page. */
  readonly page: string
  readonly trayImages: string
}

/** `appRoot` is the package's folder, or the archive it is packed in; `built` holds the shell's own built files. */
export function appPaths(appRoot: string, built: string): AppPaths {
  return {
    preload: join(built, 'preload.cjs'),
    hubProcess: join(built, 'hub-process.js'),
    ptyHost: join(built, 'pty-host.js'),
    page: join(appRoot, 'dist', 'app'),
    trayImages: join(appRoot, 'resources', 'tray'),
  }
}

/**
 * Where Chromium keeps its own files. Not the folder the system would choose: that has the app's name and is the hub's
 * state folder, which nobody else may write into.
 */
export function browserFolder(appData: string): string {
  return join(appData, 'Claude Comms Window')
}
