import type { PluginState } from '#contract/install.ts'

/** What installing would do to one settings file, or did. */
export interface InstallPlan {
  /** The settings file, absolute, behind any link. */
  readonly file: string
  /** Lines of the change: `+ new`, `- gone`, some context. Empty when there is nothing to do. */
  readonly diff: readonly string[]
  /** What a person should know. */
  readonly notes: readonly string[]
  readonly plugin: PluginState
  /** Names the text the plan was made for: carried out only while the file still says that. */
  readonly digest: string
}

export interface Installed {
  readonly file: string
  /** Copy of the file as it was before; null when there was none. */
  readonly backup: string | null
}

/** Our part in the settings of one agent program. */
export interface AgentInstaller {
  /** @throws HubError `not_found`, `unfit`: the file is left untouched */
  plan(configFolder: string, isRemoval: boolean): InstallPlan
  /** @throws HubError `conflict` when the file says something else by now */
  apply(configFolder: string, isRemoval: boolean, digest: string): Installed
  /** Settings files that should hold our part, and whether they do; a file that cannot be read says why. */
  check(): readonly { readonly configFolder: string; readonly file: string; readonly problem: string | null }[]
  /** Brings the programs that settings call up to this version, where they were installed. */
  refresh(): void
}
