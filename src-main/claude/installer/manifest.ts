import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { writePrivateFile } from '#platform/private-file.ts'

/** What was done to one settings file, and what is needed to undo it. */
const Entry = z.object({
  file: z.string(),
  /** Copy of the text before ours came in; null when there was no file. */
  backup: z.string().nullable(),
  /** Digest of the text that installing left. */
  after: z.string(),
  made: z.array(z.string()),
  statusLine: z.string().nullable(),
})
export type ManifestEntry = z.infer<typeof Entry>

const Manifest = z.record(z.string(), Entry)

/** What stands in the record of installations, by configuration folder. */
export function readManifest(path: string): Readonly<Record<string, ManifestEntry>> {
  if (!existsSync(path)) return {}
  return Manifest.parse(JSON.parse(readFileSync(path, 'utf8')))
}

export function writeManifest(path: string, entries: Readonly<Record<string, ManifestEntry>>): void {
  writePrivateFile(path, `${JSON.stringify(entries, null, 2)}\n`)
}
