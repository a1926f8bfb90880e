import type { Session } from '#contract/session.ts'

type Values = readonly { readonly name: string; readonly value: string }[]

/** Where one start is aimed: nowhere, at one session, or at several together. */
export type ScriptAim =
  | { readonly kind: 'none' }
  | { readonly kind: 'session'; readonly session: Session }
  | { readonly kind: 'together'; readonly sessions: readonly Session[] }

/** What every script gets, whatever it is for: the person's own surroundings, by name, and the way to the hub. */
export interface ScriptSurroundings {
  readonly path: string
  readonly home: string
  readonly user: string
  readonly temporaryFolder: string
  /** Folder above tmux's sockets, so that a plain `tmux` finds the servers the hub sees; null for the usual one. */
  readonly tmuxTemporaryFolder: string | null
  readonly commsHome: string
  readonly socket: string
}

/**
 * The whole environment of one start. Nothing of the hub's own leaks into it: what is not listed here a script does not
 * get. Values reach it as they are, so a script must not evaluate them.
 */
export function scriptEnvironment(around: ScriptSurroundings, aim: ScriptAim, values: Values): Record<string, string> {
  return {
    PATH: around.path,
    HOME: around.home,
    USER: around.user,
    LANG: 'C.UTF-8',
    TMPDIR: around.temporaryFolder,
    PYTHONUNBUFFERED: '1',
    ...(around.tmuxTemporaryFolder === null ? {} : { TMUX_TMPDIR: around.tmuxTemporaryFolder }),
    COMMS_HOME: around.commsHome,
    COMMS_SOCKET: around.socket,
    ...aimedAt(aim),
    ...Object.fromEntries(values.map(({ name, value }) => [parameterVariable(name), value])),
  }
}

function parameterVariable(name: string): string {
  return `COMMS_PARAM_${name.toUpperCase().replaceAll('-', '_')}`
}

function aimedAt(aim: ScriptAim): Record<string, string> {
  switch (aim.kind) {
    case 'none':
      return {}
    case 'session':
      return {
        COMMS_TARGET_ADDRESS: aim.session.address,
        COMMS_TARGET_NAME: oneLine(aim.session.name),
        COMMS_TARGET_TTY: aim.session.tty,
        COMMS_TARGET_CWD: oneLine(aim.session.cwd),
        COMMS_TARGET_KIND: aim.session.kind,
        COMMS_TARGET_BACKEND: aim.session.backend,
        ...placeOf(aim.session.address),
      }
    case 'together':
      return {
        COMMS_TARGETS: aim.sessions.map(({ address }) => address).join('\n'),
        COMMS_TARGET_NAMES: aim.sessions.map(({ name }) => oneLine(name)).join('\n'),
      }
  }
}

/**
 * The address taken apart: what the terminal itself calls the session, and for tmux which server it is on. Every
 * session gets both, so that what is approved for one holds for all.
 */
function placeOf(address: string): Record<string, string> {
  const rest = address.slice(address.indexOf(':') + 1)
  const slash = address.startsWith('tmux:') ? rest.lastIndexOf('/') : -1
  return { COMMS_TARGET_ID: rest.slice(slash + 1), COMMS_TARGET_SERVER: rest.slice(0, Math.max(slash, 0)) }
}

/** Names are lines in a list: one that holds a line break or NUL would become two, or cut the value. */
function oneLine(text: string): string {
  return text.replaceAll(/[\0\r\n]/g, ' ')
}
