import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { AsyncDisposableStack } from '@whatwg-node/disposablestack'
import { keepSocket } from '#doors/kept-socket.ts'
import { createMcpDoor } from '#doors/mcp/mcp-door.ts'
import { createPortDoor, type PortLike } from '#doors/message-port.ts'
import { openUnixSocket } from '#doors/unix-sockets.ts'
import { addressOf, createWebDoor } from '#doors/web/web-door.ts'
import { watchCapabilities } from '#hub/watch-capabilities.ts'
import { createHub, type HubOptions, type RunningHub } from '#hub/create-hub.ts'
import { createSystemClock, keepAlive } from '#platform/clock.ts'
import { acquireInstanceLock } from '#platform/instance-lock.ts'
import { openLog } from '#platform/log.ts'
import { openStateFolder, tightenUmask } from '#platform/state-folder.ts'
import { findPackageRoot } from '#platform/package-root.ts'
import { packageVersion } from '#platform/version.ts'
import { watchState } from '#platform/watch-state.ts'
import type { HubError } from '#contract/errors.ts'
import type { HubStatus } from '#contract/hub-status.ts'

export interface ServeOptions {
  /** The state folder, absolute. */
  readonly home: string
  /** Log lines go to standard error too. */
  readonly foreground: boolean
  /** Starts the process that owns the ptys, where this one cannot fork; a child of this one when left out. */
  readonly startPtyHost?: HubOptions['startPtyHost']
}

/** A hub with its doors open. */
export interface Served {
  readonly status: HubStatus
  /** Resolves when somebody asked the hub to stop, or with the reason why it cannot go on. */
  readonly stopped: Promise<HubError | undefined>
  /** Serves a window of the app until its port closes. */
  connect(port: PortLike): void
  close(): Promise<void>
}

/**
 * Starts a hub and opens its doors; returns one close. Fails with `already_running` when another hub owns the folder,
 * and with `unfit` when the folder, a socket path or the database cannot be used.
 */
export async function serve({ home, foreground, startPtyHost }: ServeOptions): Promise<Served> {
  tightenUmask()
  const folder = openStateFolder(home)
  const clock = createSystemClock()
  const startedAt = clock.now()
  const record = {
    pid: process.pid,
    startedAt: new Date(startedAt).toISOString(),
    version: packageVersion(),
    port: null,
  }
  await using opened = new AsyncDisposableStack()
  opened.use(keepAlive())
  const lock = opened.use(acquireInstanceLock(folder, record))
  const { log } = opened.use(openLog({ clock, folder: folder.logs, ...(foreground ? { stderr: process.stderr } : {}) }))
  const stop = Promise.withResolvers<HubError | undefined>()
  const running = await createHub({
    folder,
    clock,
    log,
    ptyHostEntry: ptyHostEntry(),
    startPtyHost,
    // tmux does not ask TMPDIR.
    tmuxFolder: join(process.env['TMUX_TMPDIR'] || '/tmp', `tmux-${process.getuid?.() ?? 0}`),
    startedAt,
    requestStop: () => stop.resolve(undefined),
  })
  opened.defer(() => running.close())
  opened.use(watchCapabilities(running.hub))
  running.hub.state = opened.use(
    watchState({
      ...{ folder, lock, clock },
      onLost(lost) {
        log.error({ error: lost }, 'the state folder is gone: nothing is accepted any more, and the hub ends')
        stop.resolve(lost)
      },
    }),
  )
  for (const [path, door] of [
    [folder.hubSocket, 'hub.sock'],
    [folder.agentSocket, 'agent.sock'],
  ] as const) {
    const socket = await keepSocket(path, running.hub, () => openUnixSocket(running.hub, path, door))
    opened.defer(() => socket.close())
  }
  const web = openWebDoor(running, port => lock.update({ ...record, port }))
  opened.defer(() => web.close())
  await web.reopen().catch((error: unknown) => log.warn({ error }, 'the web door stays closed until it is asked for'))
  const mcp = createMcpDoor(running.hub)
  running.hub.mcp = mcp
  opened.defer(() => mcp.close())
  await mcp.settle().catch((error: unknown) => log.warn({ error }, 'MCP over HTTP stays closed'))
  const ports = createPortDoor(running.hub)
  opened.defer(() => ports.close())
  log.info({ home: folder.path, pid: process.pid }, 'the hub is up')
  const closing = opened.move()
  return {
    status: running.hub.status(),
    stopped: stop.promise,
    connect: port => ports.connect(port),
    close: () => closing.disposeAsync(),
  }
}

function openWebDoor({ hub }: RunningHub, onPort: (port: number) => void) {
  const web = createWebDoor(hub, {
    appFolder: process.env['COMMS_APP_FOLDER'] || join(findPackageRoot(), 'dist', 'app'),
    onOpen(port) {
      hub.webUrl = addressOf(port)
      onPort(port)
    },
  })
  hub.web = web
  return web
}

/** The file that owns ptys: beside this one in a bundle, in its folder in the sources. */
function ptyHostEntry(): string {
  const here = import.meta.url
  return fileURLToPath(here.endsWith('.ts') ? new URL('./terminals/pty/host.ts', here) : new URL('./pty-host.js', here))
}
