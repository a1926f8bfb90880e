import type { Delivery, DeliveryReason, DeliveryState, SubmitStrategy } from '#contract/delivery.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Session, SessionState } from '#contract/session.ts'

/** The words of the screen. Codes come from the hub; what a person reads is written here and nowhere else. */
export const STATE_WORDS: Readonly<Record<SessionState, string>> = {
  blocked: 'Needs you',
  error: 'Error',
  done: 'Done',
  working: 'Working',
  idle: 'Idle',
  unknown: 'Unknown',
  gone: 'Ended',
}

/** The terminals, as people call them; sessions of our own are named after this program. */
export const BACKEND_WORDS: Readonly<Record<Session['backend'], string>> = {
  tmux: 'tmux',
  pty: 'Claude Comms',
  iterm2: 'iTerm2',
  claude: 'Background',
}

/** Ways to press Return. */
export const SUBMIT_WORDS: Readonly<Record<SubmitStrategy, string>> = {
  auto: 'Automatic',
  cr: 'Terminal',
  btt: 'BetterTouchTool',
  keystroke: 'System Events',
}

export const DELIVERY_WORDS: Readonly<Record<DeliveryState, string>> = {
  accepted: 'Accepted',
  queued: 'Queued',
  held: 'Held',
  sending: 'Sending',
  typed: 'Typed',
  submitted: 'Submitted',
  confirmed: 'Confirmed',
  answered: 'Answered',
  skipped: 'Skipped',
  failed: 'Failed',
  expired: 'Expired',
  cancelled: 'Cancelled',
  uncertain: 'Uncertain',
}

export const REASON_WORDS: Readonly<Record<DeliveryReason, string>> = {
  working: 'it is busy',
  blocked: 'a dialog is open',
  draft: 'somebody’s unsent text is in its input line',
  human_typing: 'somebody is typing there',
  state_unknown: 'nothing proves that it waits for input',
  copy_mode: 'its terminal is scrolled back',
  not_in_front: 'the agent is not in front',
  terminal_away: 'its terminal does not answer',
  see_only: 'its terminal can be seen, and not typed into',
  buried: 'it is buried, and its Return needs a window in front',
  behind_another: 'an earlier message goes first',
  quiet_hours: 'quiet hours',
  waiting_for_all: 'it goes when all are ready',
  needs_confirmation: 'it needs a confirmation',
  unread_input: 'it does not take its input',
  awaits_hook: 'it goes along with its next prompt, tool call or end of a turn',
  pacing: 'its inbox takes only so many at a time',
  session_ended: 'the session there has ended, and may be resumed',
  inbox_away: 'its inbox does not answer',
  queued_there: 'it is in the session’s own queue',
  held_there: 'its user there is asked to let it in',
  password: 'a password prompt is open',
  shell: 'a shell would run the text',
  editor: 'an editor is in front',
  pager: 'a pager is in front',
  line_input: 'it reads plain lines',
  not_an_agent: 'no profile knows this program',
  synchronised: 'what is typed there goes to other panes too',
  input_off: 'its input is switched off',
  no_bracketed_paste: 'it does not take pastes of several lines',
  pane_dead: 'its program has ended',
  loop_blocked: 'the loop guard stopped it',
  gone: 'the session has closed',
  identity_changed: 'another program is there now',
  agent_exited: 'the agent has ended',
  terminal_error: 'its terminal did not do it',
  not_taken: 'nothing shows that the session took it',
  no_lane: 'there is no way to it',
  echo_not_seen: 'the text did not appear',
  submit_not_seen: 'nothing shows that it was taken',
  crash_while_sending: 'the hub stopped while writing',
  screen_changed: 'the screen changed',
  dialog_appeared: 'a dialog opened',
  poison: 'the hub stopped on it again and again',
}

/** State and detail of a session, as one phrase: "Needs you: permission". */
export function sessionWords({ state, detail }: Pick<Session, 'state' | 'detail'>): string {
  return detail === '' ? STATE_WORDS[state] : `${STATE_WORDS[state]}: ${detail}`
}

/** State and reason of a receipt, as one phrase: "Held: a dialog is open". */
export function receiptWords({ state, reason }: Pick<Delivery, 'state' | 'reason'>): string {
  return reason === null ? DELIVERY_WORDS[state] : `${DELIVERY_WORDS[state]}: ${REASON_WORDS[reason]}`
}

/** What went wrong, in one sentence, and what to do. */
export function errorWords(error: unknown): {
  readonly what: string
  readonly hint: string
  readonly code: ErrorCode | 'page'
} {
  const known = error as { message?: string; hint?: string; code?: ErrorCode } | undefined
  return {
    what: known?.message ?? 'Something went wrong in this page',
    hint: known?.hint ?? '',
    code: known?.code ?? 'page',
  }
}

/** "1 session", "2 sessions". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
