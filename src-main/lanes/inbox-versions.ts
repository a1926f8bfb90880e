/** Versions of Claude Code whose inbox took our frame on the bench that `npm run test:live` runs. */
export const PROVED_VERSIONS: readonly string[] = ['2.1.329']

/** What is known of the inbox of one version of Claude Code. */
export interface VersionRecord {
  readonly version: string
  readonly state: 'proved' | 'off'
  /** How it is known. */
  readonly evidence: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/**
 * The frame is not documented, so each version is watched until it has proved that it takes it: one message at a time,
 * and when that is not seen in the transcript, the lane is off for this version.
 */
export interface InboxVersions {
  isProved(version: string): boolean
  /** Why nothing goes to this version, or undefined. */
  whyOff(version: string): string | undefined
  /** False while the one message that an unproved version gets is on its way. */
  mayTry(version: string): boolean
  trying(version: string): void
  /** The message that was tried has come to an end that says nothing of the version. */
  settled(version: string): void
  proved(version: string, evidence: string): void
  notTaken(version: string, evidence: string): void
}

export interface VersionsParts {
  readonly known: readonly VersionRecord[]
  now(): number
  keep(record: VersionRecord): void
}

export function createInboxVersions({ known, now, keep }: VersionsParts): InboxVersions & {
  list(): readonly VersionRecord[]
  /** Lets a version that is off be tried again. */
  forget(version: string): void
} {
  const records = new Map(known.map(record => [record.version, record]))
  const tried = new Set<string>()
  const isProved = (version: string) => PROVED_VERSIONS.includes(version) || records.get(version)?.state === 'proved'

  function conclude(version: string, state: VersionRecord['state'], evidence: string): void {
    tried.delete(version)
    if (isProved(version)) return
    const record = { version, state, evidence, at: now() }
    records.set(version, record)
    keep(record)
  }

  return {
    isProved,
    whyOff(version) {
      const record = records.get(version)
      if (record?.state !== 'off' || isProved(version)) return undefined
      return `Claude Code ${version} did not take the first message to its inbox (${record.evidence}); comms doctor --fix claude-inbox lets it try again`
    },
    mayTry: version => isProved(version) || !tried.has(version),
    trying: version => void tried.add(version),
    settled: version => void tried.delete(version),
    proved: (version, evidence) => conclude(version, 'proved', evidence),
    notTaken: (version, evidence) => conclude(version, 'off', evidence),
    list: () => [...records.values()],
    forget(version) {
      records.delete(version)
      tried.delete(version)
    },
  }
}
