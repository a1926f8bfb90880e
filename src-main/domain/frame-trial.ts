/** Claude Code as it is installed here. */
export interface InstalledClaude {
  readonly file: string
  readonly version: string
}

export type TrialChoice =
  | { readonly kind: 'nothing' }
  /** The program of this version is here: a session of its own may show whether it takes our messages. */
  | { readonly kind: 'try'; readonly claude: InstalledClaude }
  /** The first message to it is watched instead. */
  | { readonly kind: 'watch'; readonly why: string }

/** Whether a version that has taken no message yet can be tried beforehand. */
export function chooseTrial(version: string, isProved: boolean, installed: readonly InstalledClaude[]): TrialChoice {
  if (isProved) return { kind: 'nothing' }
  const claude = installed.find(each => each.version === version)
  if (claude !== undefined) return { kind: 'try', claude }
  const [other] = installed
  const why = other === undefined ? 'its program is not where it is looked for' : `${other.file} is ${other.version}`
  return { kind: 'watch', why }
}
