import type { Check } from '#contract/hub-status.ts'
import type { AppleScripts } from '#platform/applescript/scripts.ts'
import type { StateFolder } from '#platform/state-folder.ts'
import type { Hub } from '../hub.ts'

/** How things stand with iTerm2, as its back end tells. */
export interface Iterm2Link {
  readonly link:
    | { readonly kind: 'online'; readonly protocol: string }
    | { readonly kind: 'connecting' }
    | { readonly kind: 'off' | 'refused'; readonly why: string; readonly message: string; readonly hint: string }
  list(): readonly { readonly seeOnly?: string }[]
  /** Tries to connect again now, also after the person had refused. */
  retry(): void
}

/** What the checks may look at. */
export interface DoctorParts {
  readonly hub: Hub
  readonly folder: StateFolder
  /** Folder of tmux's sockets. */
  readonly tmuxFolder: string
  readonly scripts: AppleScripts
  /** Undefined where there can be no iTerm2. */
  readonly iterm2: Iterm2Link | undefined
  /** Profiles that could not be read. */
  problems(): readonly { readonly file: string; readonly message: string }[]
}

/** What a check found; its id and title come from the check itself. */
export type Finding = Pick<Check, 'status' | 'detail' | 'fix'>

/** One thing the hub rests on. */
export interface DoctorCheck {
  /** Named by `comms doctor --fix <id>`. */
  readonly id: string
  readonly title: string
  /** Looks, and changes nothing but what is known. What it throws is shown as "can't tell", with the words of the error. */
  examine(parts: DoctorParts): Finding | Promise<Finding>
  /** Mends what `examine` complained of and says in one sentence what it did. Only where the hub can do it by itself. */
  readonly mend?: (parts: DoctorParts) => string | Promise<string>
}

export function ok(detail: string): Finding {
  return { status: 'ok', detail, fix: '' }
}

/** Something a person has to do. */
export function action(detail: string, fix: string): Finding {
  return { status: 'action', detail, fix }
}

/** The program works without it. */
export function optional(detail: string, fix: string): Finding {
  return { status: 'optional', detail, fix }
}

export function unknown(detail: string, fix = ''): Finding {
  return { status: 'unknown', detail, fix }
}

/** `1 pane`, `2 panes`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** As the system's own windows say it: powers of ten. */
export function diskWords(bytes: number): string {
  return bytes < 1e9 ? `${Math.floor(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}
