import type { ClaudeSession } from '#domain/ports.ts'
import { visibleLine } from '#domain/sanitize.ts'
import { PROVED_VERSIONS } from '#lanes/inbox-versions.ts'
import { isOnPath } from '#platform/is-on-path.ts'
import { action, count, ok, optional, type DoctorCheck } from './check.ts'

const program: DoctorCheck = {
  id: 'claude',
  title: 'Claude Code',
  examine({ hub }) {
    const sessions = hub.claudeSessions.list()
    const versions = [...new Set(sessions.map(({ version }) => version))].toSorted()
    if (sessions.length > 0) {
      return ok(`${count(sessions.length, 'session')} of version ${versions.join(', ')}${outOfSight(sessions)}`)
    }
    if (isOnPath('claude')) return optional('installed; no session runs that registered itself', 'Start one: claude')
    return optional('not found on the PATH of the hub', 'Install it: npm install -g @anthropic-ai/claude-code')
  },
}

/** Named at most. */
const SHOWN = 5

/** Sessions that have no address, because the hub sees no terminal of theirs: nothing can be sent to them. */
function outOfSight(sessions: readonly ClaudeSession[]): string {
  const away = sessions.filter(({ address }) => address === null)
  if (away.length === 0) return ''
  const words = away
    .slice(0, SHOWN)
    .map(({ name, cwd, status }) => `${visibleLine(name ?? cwd, 64)}${status === null ? '' : ` (${status})`}`)
  const more = away.length > SHOWN ? ` and ${away.length - SHOWN} more` : ''
  return `; in no terminal the hub sees, and so not to be written to: ${words.join(', ')}${more}`
}

const inbox: DoctorCheck = {
  id: 'claude-inbox',
  title: "Claude Code's inbox",
  async examine({ hub }) {
    const sessions = hub.claudeSessions.list()
    const running = [...new Set(sessions.map(session => session.version))]
    await hub.inbox.trials.run(running)
    const off = hub.inbox.versions().find(record => record.state === 'off')
    if (off !== undefined) {
      return action(
        `off for Claude Code ${off.version}: ${off.evidence}`,
        'Send with --lane terminal, or let the next message try the inbox again.',
      )
    }
    if (sessions.length === 0) return optional('no Claude Code session is registered', 'Start one: claude')
    const proved = [...PROVED_VERSIONS, ...hub.inbox.versions().map(record => record.version)]
    const untried = running.filter(each => !proved.includes(each))
    const withInbox = sessions.filter(session => session.inbox !== null).length
    const seen = `${count(sessions.length, 'session')}, ${withInbox} with an inbox`
    if (untried.length === 0) return ok(`${seen}; each version has taken a message`)
    const why = untried.map(each => `${each} (${hub.inbox.trials.whyNot(each) ?? 'no trial'})`).join(', ')
    return optional(
      `${seen}; not tried yet with Claude Code ${why}`,
      'The first message to it is watched, and the lane goes off for that version when its transcript does not show it.',
    )
  },
  async mend({ hub }) {
    await hub.inbox.tryAgain()
    return 'the inbox is tried anew, by the doctor or by the next message'
  },
}

/** What Claude Code does with messages of others. */
export const CLAUDE_CHECKS: readonly DoctorCheck[] = [program, inbox]
