import { statSync } from 'node:fs'
import { verifyChain } from '#store/audit.ts'
import { backupTime } from '#store/backup.ts'
import { action, count, diskWords, ok, optional, type DoctorCheck } from './check.ts'

const DAY = 24 * 60 * 60_000
const OLD_BACKUP_DAYS = 30
/** A larger database is not read through while the hub has other things to do, in bytes. */
const MOST_CHECKED = 64 * 1024 * 1024

const database: DoctorCheck = {
  id: 'database',
  title: 'Database',
  examine({ hub, folder }) {
    const { version } = hub.store.read.prepare('SELECT sqlite_version() AS version').get() as { version: string }
    if (hub.store.isFull) return action('the disk is full: nothing new is accepted', 'Free some disk space.')
    const { size } = statSync(folder.db)
    const what = `SQLite ${version}, ${diskWords(size)}`
    if (size > MOST_CHECKED) return ok(`${what}; whole when the hub started`)
    const damage = hub.store.findDamage()
    if (damage === undefined) return ok(`${what}, whole, every accepted message is on the disk`)
    const [backup = 'there is none'] = hub.store.backups()
    return action(`${what}, damaged: ${damage}`, `comms down, keep ${folder.db}*, and put the backup there: ${backup}`)
  },
}

const backup: DoctorCheck = {
  id: 'backup',
  title: 'Backup of the database',
  examine({ hub }) {
    const [newest] = hub.store.backups()
    if (newest === undefined) return optional('none yet', 'One is made before each change of its form, or now.')
    const days = Math.floor((hub.clock.now() - backupTime(newest)) / DAY)
    if (days < OLD_BACKUP_DAYS) return ok(`${newest}, ${count(days, 'day')} old`)
    return optional(`${newest}, ${count(days, 'day')} old`, 'Make a new one.')
  },
  mend: ({ hub }) => `copied to ${hub.store.backUp()}`,
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

/** What the hub keeps everything in. */
export const DATABASE_CHECKS: readonly DoctorCheck[] = [database, backup, audit]
