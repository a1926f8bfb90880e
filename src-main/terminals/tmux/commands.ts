import { CLIENT_FORMAT } from './client-format.ts'
import { ACTIVITY_FORMAT, PANE_FORMAT } from './pane-format.ts'
import type { PaneId } from './pane-id.ts'
import { command, escapeFormat, quoteArgument, sequence } from './quote.ts'

/** Start of the name of every buffer of ours; nothing else calls a buffer so. */
export const BUFFER_PREFIX = 'comms-paste-'

export const LIST_CLIENTS = `list-clients -F ${CLIENT_FORMAT}`

/** All panes, and who is attached: one step, so that both are of the same moment. */
export const LIST = sequence(`list-panes -a -F ${PANE_FORMAT}`, LIST_CLIENTS)

/** The server itself: process id, start (seconds since 1970) and version. */
export const DESCRIBE = `display-message -p '#{pid} #{start_time} #{version}'`

export const LIST_BUFFERS = `list-buffers -F '#{buffer_name}'`

/**
 * Everything that is worth listing again when it changes, of every pane of every session, in one line: compared with the
 * line before, it costs the hub next to nothing. The folder is not in it: tmux would read it from the machine, per pane
 * and second, and it does not change without output.
 *
 * Asked for, and not subscribed to (`refresh-client -B`, which would send it by itself): tmux up to 3.6 at least crashes,
 * with all its sessions, when a subscription falls due just as the session that its client is attached to goes away.
 */
export const SURVEY = command(
  'display-message',
  '-p',
  '#{S:#{session_name} #{W:#{window_index} #{window_name} #{P:' +
    '#{pane_id} #{pane_pid} #{pane_in_mode}#{pane_dead}#{pane_input_off}#{pane_synchronized}#{alternate_on} ' +
    '#{cursor_x} #{cursor_y} #{history_size} #{history_bytes} #{window_activity} #{pane_title};}}}',
)

/** Facts, clients and screen of one pane in one step of the server. The screen is the third answer. */
export function lookCommand(pane: PaneId): string {
  return sequence(
    `list-panes -t ${pane} -f ${quoteArgument(`#{m/r:${exactly(pane)},#{pane_id}}`)} -F ${PANE_FORMAT}`,
    LIST_CLIENTS,
    `capture-pane -p -e -t ${pane}`,
  )
}

/** What must hold of a pane in the very step in which something is typed into it. */
export interface Guard {
  readonly pane: PaneId
  /** First process as last seen: a pane can be given a new program under its old number. */
  readonly rootPid: number | undefined
  /** The text has several lines: where tmux knows that pastes are not marked, each would be submitted. */
  readonly needsMarks: boolean
  /** Of the look that this rests on: something drawn since may have been a dialog. */
  readonly activity?: string | undefined
}

/** The two things a guarded command can answer. */
export const DONE = 'comms-done'
export const REFUSED = 'comms-refused'

const FACTS =
  '#{pane_id} #{pane_pid} #{pane_in_mode} #{pane_dead} #{pane_input_off} #{pane_synchronized} #{bracket_paste_flag}'

/** Puts text on the pane's input, or nothing at all when the guard does not hold. */
export function typeCommand(guard: Guard, text: string, buffer: string, paste: boolean): string {
  const marks = paste ? ['-p', '-r'] : []
  return sequence(
    command('set-buffer', '-b', buffer, '--', text),
    guarded(
      guard,
      command('paste-buffer', '-d', ...marks, '-b', buffer, '-t', guard.pane),
      command('delete-buffer', '-b', buffer),
    ),
  )
}

export function pressCommand(guard: Guard, key: 'Enter' | 'C-m' | 'C-j'): string {
  return guarded(guard, command('send-keys', '-t', guard.pane, key), '')
}

/**
 * Checks and acts in one step: tmux runs what `if-shell` chose before it reads anything else, so no key, mode or
 * program can come in between.
 */
function guarded(guard: Guard, act: string, otherwise: string): string {
  const refuse = command('display-message', '-p', '-t', guard.pane, `${REFUSED} ${FACTS} ${ACTIVITY_FORMAT}`)
  return command(
    'if-shell',
    '-F',
    '-t',
    guard.pane,
    condition(guard),
    sequence(act, command('display-message', '-p', DONE)),
    otherwise === '' ? refuse : sequence(otherwise, refuse),
  )
}

function condition({ pane, rootPid, needsMarks, activity }: Guard): string {
  const pid = rootPid === undefined ? '[0-9]+' : String(rootPid)
  const isReady = `#{m/r:^.${pane.slice(1)} ${pid} 0 0 0 0 ${needsMarks ? '1?' : '[01]?'}$,${FACTS}}`
  return activity === undefined ? isReady : `#{&&:${isReady},#{==:${ACTIVITY_FORMAT},${escapeFormat(activity)}}}`
}

/** The percent sign is left to `.`, because tmux hands some formats to strftime first. */
function exactly(pane: PaneId): string {
  return `^.${pane.slice(1)}$`
}

/** Names the pane without selecting it. */
export function titleCommand(pane: PaneId, title: string): string {
  return command('select-pane', '-t', pane, '-T', escapeFormat(title))
}

/** Shows the pane in one attached terminal. `-E` keeps that terminal's environment out of the session. */
export function focusCommand(client: string, pane: PaneId): string {
  return command('switch-client', '-E', '-Z', '-c', client, '-t', pane)
}

/** What runs in a new pane; its number is the answer. Nothing becomes current that was not. */
export interface NewPane {
  /** A command line for the shell; the person's own shell when left out. */
  readonly command?: string
  readonly folder?: string
}

/** The number of the window that a pane is in: a place for a new one cannot be named by a pane. */
export function windowOfCommand(pane: PaneId): string {
  return command('display-message', '-p', '-t', pane, '#{window_id}')
}

/** A window of the same session, behind this one. */
export function newWindowCommand(behind: string, pane: NewPane): string {
  return openCommand(['new-window', '-d', '-a', '-t', behind], pane)
}

/** A session of its own. `-E` keeps the hub's environment out of it. */
export function newSessionCommand(pane: NewPane): string {
  return openCommand(['new-session', '-d', '-E'], pane)
}

export function splitCommand(pane: PaneId, where: 'right' | 'below', added: NewPane): string {
  return openCommand(['split-window', '-d', where === 'right' ? '-h' : '-v', '-t', pane], added)
}

function openCommand(words: readonly string[], { command: line, folder }: NewPane): string {
  const where = folder === undefined ? [] : ['-c', escapeFormat(folder)]
  return command(...words, '-P', '-F', '#{pane_id}', ...where, ...(line === undefined ? [] : ['--', line]))
}

/** Ends the pane, if it still holds the program that it held: a number can come back. */
export function closeCommand(pane: PaneId, rootPid: number): string {
  const isSame = `#{==:#{pane_id} #{pane_pid},${escapeFormat(pane)} ${rootPid}}`
  const close = sequence(command('kill-pane', '-t', pane), command('display-message', '-p', DONE))
  return command('if-shell', '-F', '-t', pane, isSame, close)
}

export function renameWindowCommand(pane: PaneId, name: string): string {
  return command('rename-window', '-t', pane, '--', escapeFormat(name))
}

export function renameSessionCommand(pane: PaneId, name: string): string {
  return command('rename-session', '-t', pane, '--', escapeFormat(name))
}

/** A user option of the pane; it goes with the pane. */
export function setTagCommand(pane: PaneId, name: string, value: string): string {
  if (value === '') return command('set-option', '-p', '-u', '-t', pane, `@comms_tag_${name}`)
  return command('set-option', '-p', '-t', pane, '--', `@comms_tag_${name}`, value)
}

export function findTagCommand(pane: PaneId, name: string): string {
  return command('show-options', '-p', '-q', '-v', '-t', pane, `@comms_tag_${name}`)
}
