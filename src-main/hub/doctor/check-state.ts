import { chmodSync, lstatSync, readFileSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { findClockChange } from '#domain/clock-change.ts'
import { findPackageRoot } from '#platform/package-root.ts'
import { systemZone } from '#platform/system-zone.ts'
import { action, diskWords, ok, optional, type DoctorCheck } from './check.ts'

const LOW_DISK_BYTES = 500 * 1024 * 1024

const node: DoctorCheck = {
  id: 'node',
  title: 'Node.js',
  examine: () => ok(`the hub runs on ${process.version} (${process.execPath})`),
}

const folder: DoctorCheck = {
  id: 'folder',
  title: 'State folder',
  examine({ folder: { path } }) {
    const mode = lstatSync(path).mode & 0o777
    if ((mode & 0o077) === 0) return ok(`${path}, for you alone`)
    return action(`${path} is open to others (${mode.toString(8)})`, `chmod 700 "${path}"`)
  },
  mend({ folder: { path } }) {
    chmodSync(path, 0o700)
    return `${path} is for you alone now`
  },
}

const sockets: DoctorCheck = {
  id: 'sockets',
  title: 'Sockets',
  examine(parts) {
    const open = socketsOf(parts.folder).filter(path => (lstatSync(path).mode & 0o077) !== 0)
    if (open.length === 0) return ok('hub.sock and agent.sock, for you alone')
    return action(`open to others: ${open.join(', ')}`, 'chmod 600 on both, or comms down and comms up')
  },
  mend(parts) {
    for (const path of socketsOf(parts.folder)) chmodSync(path, 0o600)
    return 'both sockets are for you alone now'
  },
}

const service: DoctorCheck = {
  id: 'service',
  title: 'Background service',
  examine({ hub }) {
    const { startedAt, pid } = hub.status()
    const running = `version ${hub.version}, process ${pid}, since ${startedAt}`
    const installed = installedVersion()
    if (installed === hub.version) return ok(running)
    return action(`${running}; version ${installed} is installed meanwhile`, 'comms down, then comms up --background')
  },
}

const disk: DoctorCheck = {
  id: 'disk',
  title: 'Disk',
  examine({ folder: { path } }) {
    const { bavail, bsize } = statfsSync(path)
    const free = bavail * bsize
    const text = `${diskWords(free)} free`
    return free > LOW_DISK_BYTES ? ok(text) : action(text, 'Free some disk space.')
  },
}

const clock: DoctorCheck = {
  id: 'clock',
  title: 'Clock',
  examine({ hub }) {
    const now = hub.clock.now()
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    const machine = systemZone()
    const told = `${new Date(now).toISOString()}, zone ${zone}; ${changeWords(now)}`
    if (machine === undefined || machine === zone) return ok(told)
    return optional(`${told}; this machine is set to ${machine}`, 'comms down and comms up, if that is not on purpose')
  },
}

function changeWords(now: number): string {
  const change = findClockChange(now, at => -new Date(at).getTimezoneOffset())
  if (change === undefined) return 'its clocks are never changed'
  const day = new Date(change.at).toISOString().slice(0, 10)
  return `clocks go ${change.minutes > 0 ? 'forward' : 'back'} ${Math.abs(change.minutes)} minutes on ${day}`
}

/** Now, on the disk: an upgrade does not change what runs. */
function installedVersion(): string {
  return (JSON.parse(readFileSync(join(findPackageRoot(), 'package.json'), 'utf8')) as { version: string }).version
}

function socketsOf({ hubSocket, agentSocket }: { readonly hubSocket: string; readonly agentSocket: string }) {
  return [hubSocket, agentSocket]
}

/** What the hub itself stands on. */
export const STATE_CHECKS: readonly DoctorCheck[] = [node, service, folder, sockets, disk, clock]
