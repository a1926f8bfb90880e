import type { DeliveryReason } from '#client/calls.ts'

/** What a reason means, for the person who reads the receipt: what happens, and because of what. */
export const REASON_WORDS: Readonly<Record<DeliveryReason, string>> = {
  working: 'holds: it is in the middle of a turn',
  blocked: 'holds: a permission dialog is open',
  draft: "holds: somebody's unsent text is in the composer",
  human_typing: 'holds: somebody is typing there',
  state_unknown: 'holds: nothing proves what it is doing',
  copy_mode: 'holds: the pane is in copy mode',
  not_in_front: 'holds: the agent is not the program in front',
  terminal_away: 'holds: its terminal does not answer',
  see_only: 'holds: its terminal can be seen, and not typed into',
  buried: 'holds: it is buried, and its Return needs a window in front',
  behind_another: 'holds: an earlier message to it is not through yet',
  quiet_hours: 'holds: quiet hours; it goes on when they are over',
  waiting_for_all: 'holds: it goes when every target of its message is ready',
  needs_confirmation: 'holds: it needs your yes first',
  unread_input: 'holds: keys wait there that the program has not read',
  awaits_hook: 'holds: it goes along with its next prompt, tool call or end of a turn',
  pacing: 'holds: its inbox takes only so many at a time',
  session_ended: 'holds: the session there has ended, and may be resumed',
  inbox_away: 'holds: its inbox does not answer',
  queued_there: "in the session's own queue: it comes up after what runs now",
  held_there: 'waits there until its user lets it in',
  password: 'skipped: a password prompt is open',
  shell: 'skipped: a shell is in front, and would run the text',
  editor: 'skipped: an editor is in front',
  pager: 'skipped: a pager is in front',
  line_input: 'skipped: a program there reads whole lines',
  not_an_agent: 'skipped: the program in front is not an agent',
  synchronised: 'skipped: what is typed there is typed into other panes too',
  input_off: 'skipped: its input is switched off',
  no_bracketed_paste: 'skipped: several lines need bracketed paste, which is not proved on there',
  pane_dead: 'skipped: the program in the pane has ended',
  loop_blocked: 'skipped: the loop guard parked this chain of messages',
  gone: 'failed: the session has closed',
  identity_changed: 'failed: another program runs there now',
  agent_exited: 'failed: the agent has ended',
  terminal_error: 'the terminal did not take the text',
  no_lane: 'failed: there is no way to reach it',
  echo_not_seen: 'uncertain: the typed text was not seen on its screen',
  submit_not_seen: 'uncertain: nothing shows whether Return was taken',
  crash_while_sending: 'uncertain: the hub stopped while it was typing',
  screen_changed: 'uncertain: its screen changed while it was typed to',
  dialog_appeared: 'uncertain: a dialog opened while it was typed to',
  not_taken: 'uncertain: nothing shows that the session took it',
  poison: 'uncertain: sending this ended the hub more than once',
}

/** The words for a reason; one this program does not know yet is shown as it is. */
export function reasonWords(reason: DeliveryReason | null): string {
  return reason === null ? '' : (REASON_WORDS[reason] ?? reason)
}
