import { chmodSync, lstatSync, statfsSync } from 'node:fs'
import { verifyChain } from '#store/audit.ts'
import { action, count, ok, type DoctorCheck } from './check.ts'

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

const database: DoctorCheck = {
  id: 'database',
  title: 'Database',
  examine({ hub }) {
    const { version } = hub.store.read.prepare('SELECT sqlite_version() AS version').get() as { version: string }
    if (hub.store.isFull) return action('the disk is full: nothing new is accepted', 'Free some disk space.')
    return ok(`SQLite ${version}, every accepted message is on the disk`)
  },
}

const audit: DoctorCheck = {
  id: 'audit',
  title: 'Audit',
  examine({ hub }) {
    const chain = verifyChain(hub.store.read)
    if (chain.kind === 'whole') return ok(`${count(chain.rows, 'row')}, the chain of hashes is whole`)
    return action(`row ${chain.number} is ${chain.why}`, 'Somebody changed the database: compare with a backup.')
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
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    return ok(`${new Date(hub.clock.now()).toISOString()}, zone ${zone}`)
  },
}

function socketsOf({ hubSocket, agentSocket }: { readonly hubSocket: string; readonly agentSocket: string }) {
  return [hubSocket, agentSocket]
}

/** What the hub itself stands on. */
export const STATE_CHECKS: readonly DoctorCheck[] = [node, folder, sockets, database, audit, disk, clock]

/** As the system's own windows say it: powers of ten. */
function diskWords(bytes: number): string {
  return bytes < 1e9 ? `${Math.floor(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}
