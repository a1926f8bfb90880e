/** Version of the API, as the upgrade's answer words it: `1.11`. */
export interface ProtocolVersion {
  readonly major: number
  readonly minor: number
}

/** What each version brought that is asked for here. */
export const SINCE = {
  /** iTerm2 3.4.0, the first with this socket. */
  oldest: { major: 1, minor: 7 },
  /** 3.7: a tab may open in the background. */
  backgroundTabs: { major: 1, minor: 16 },
  /** Late in 3.7: what is shown beside a tab can be read. */
  sessionStatus: { major: 1, minor: 18 },
} as const satisfies Readonly<Record<string, ProtocolVersion>>

/** A missing or unreadable version is the oldest there can be. */
export function parseProtocolVersion(text: string | undefined): ProtocolVersion {
  const [, major = '0', minor = '0'] = /^(\d+)\.(\d+)$/.exec(text?.trim() ?? '') ?? []
  return { major: Number(major), minor: Number(minor) }
}

/** Minor numbers are whole numbers: 1.11 comes after 1.9. */
export function isAtLeast(version: ProtocolVersion, wanted: ProtocolVersion): boolean {
  return version.major === wanted.major ? version.minor >= wanted.minor : version.major > wanted.major
}
