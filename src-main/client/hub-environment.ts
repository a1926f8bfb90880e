/**
 * Marks that say "this process runs in that terminal session" or "under that agent". A hub started from inside a
 * session serves all of them, so it must not carry one session's marks, and neither may the programs it starts.
 */
const SESSION_MARKS =
  /^(TMUX|TMUX_PANE|ITERM_SESSION_ID|TERM_SESSION_ID|COMMS_SESSION|COMMS_AGENT|CLAUDECODE|CLAUDE_CODE_.*)$/

export function withoutSessionMarks(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !SESSION_MARKS.test(name)))
}
