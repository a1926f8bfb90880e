import type { HookEvent, HookTold } from '#contract/hook.ts'

/** Longest time our hook may take, in seconds. A person answers a permission request; its dialog stays open meanwhile. */
const TIMEOUTS: Readonly<Record<HookEvent, number>> = {
  SessionStart: 5,
  SessionEnd: 1,
  UserPromptSubmit: 5,
  PostToolUse: 5,
  Stop: 5,
  StopFailure: 5,
  Notification: 5,
  PermissionRequest: 600,
  Elicitation: 5,
}

export const EVENTS = Object.keys(TIMEOUTS) as readonly HookEvent[]

/** The programs that settings name, by absolute paths that stay the same over updates. */
export interface Programs {
  readonly hook: string
  readonly statusLine: string
  /** State folder of the hub they call. */
  readonly home: string
}

/** Tools whose every call the hub hears of, because two sessions may be in one file. */
const EDITORS = 'Edit|Write|MultiEdit|NotebookEdit'

/** Events in which a session tells the hub nothing that it needs in quiet times, and the name of the mark that says so. */
const QUIET: Partial<Readonly<Record<HookEvent, string>>> = {
  UserPromptSubmit: 'turns',
  PostToolUse: 'tools',
  Stop: 'turns',
  Notification: 'turns',
  SessionEnd: 'turns',
}

const NOT_WAITED: Pick<Handler, 'async'> = { async: true }

/** What is only told: Claude Code starts these hooks and does not wait for them. */
const NOT_WAITED_FOR: ReadonlySet<HookTold> = new Set([
  'SessionStart',
  'StopFailure',
  'Notification',
  'Elicitation',
  'FileEdited',
])

/** A command as settings name it. */
interface Handler {
  readonly type: 'command'
  readonly command: string
  readonly args: readonly string[]
  readonly timeout: number
  readonly async?: true
}

interface HandlerGroup {
  readonly matcher?: string
  readonly hooks: readonly Handler[]
}

/** Entries of `hooks.<event>`: without a shell in between. An edit is told by a hook of its own, which nobody waits for. */
export function hookEntries({ hook, home }: Programs, event: HookEvent): readonly HandlerGroup[] {
  const run = (told: HookTold, ...more: readonly string[]): Pick<HandlerGroup, 'hooks'> => ({
    hooks: [
      {
        type: 'command',
        command: '/bin/sh',
        args: [hook, told, home, ...more],
        timeout: TIMEOUTS[event],
        ...(NOT_WAITED_FOR.has(told) && NOT_WAITED),
      },
    ],
  })
  const quiet = QUIET[event]
  const usual = quiet === undefined ? run(event) : run(event, quiet)
  return event === 'PostToolUse' ? [{ matcher: EDITORS, ...run('FileEdited') }, usual] : [usual]
}

/** Whether a handler somebody's settings hold is one of ours. */
export function isOurs(handler: unknown, { hook }: Programs): boolean {
  const { args } = (handler ?? {}) as { readonly args?: unknown }
  return Array.isArray(args) && args[0] === hook
}

/** Whether a handler calls what this one calls, and is waited for when this one is. */
export function isSameCall(handler: unknown, { args, async }: Handler): boolean {
  const there = (handler ?? {}) as { readonly args?: unknown; readonly async?: unknown }
  return JSON.stringify(there.args) === JSON.stringify(args) && there.async === async
}

/** The status line, with the command that was there before as its last word. */
export function statusLineCommand({ statusLine, home }: Programs, before: string | undefined): string {
  return ['/bin/sh', statusLine, home, ...(before === undefined ? [] : [before])].map(quote).join(' ')
}

export function isOurStatusLine(command: unknown, { statusLine }: Programs): boolean {
  return typeof command === 'string' && command.startsWith(`/bin/sh ${quote(statusLine)} `)
}

/** How often an idle session asks for its line, in seconds: without it a counter would stand still. */
export const REFRESH_SECONDS = 10

function quote(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
