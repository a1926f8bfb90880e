import type { Door } from '#client/find-hub.ts'

/** Any of these says that an agent started this process, directly or not. */
const AGENT_MARKS = ['COMMS_AGENT'] as const
/** Any of these says that it runs inside a terminal session. */
const SESSION_MARKS = ['TMUX_PANE', 'ITERM_SESSION_ID', 'COMMS_SESSION'] as const

/**
 * The socket this process should use. An agent that calls `comms` speaks with an agent's powers, so its words never
 * pass for the owner's; a person at a shell, in tmux or not, is the owner.
 */
export function doorOfCaller(env: NodeJS.ProcessEnv): Door {
  const isAgent = env['CLAUDECODE'] === '1' || AGENT_MARKS.some(name => Boolean(env[name]))
  return isAgent && SESSION_MARKS.some(name => Boolean(env[name])) ? 'agent' : 'hub'
}
