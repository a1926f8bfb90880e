import { action, ok, optional, type DoctorCheck } from './check.ts'

const hooks: DoctorCheck = {
  id: 'claude-hooks',
  title: 'Hooks in Claude Code',
  examine({ hub }) {
    const installed = hub.installer.check()
    if (installed.length === 0) {
      return optional(
        'not installed',
        'comms install claude: messages go along with prompts, and requests come to you.',
      )
    }
    const broken = installed.filter(({ problem }) => problem !== null)
    if (broken.length === 0) return ok(installed.map(({ file }) => file).join(', '))
    return action(broken.map(({ file, problem }) => `${file}: ${problem}`).join('; '), 'comms install claude')
  },
  mend({ hub }) {
    const broken = hub.installer.check().filter(({ problem }) => problem !== null)
    for (const { configFolder } of broken) {
      hub.installer.apply(configFolder, false, hub.installer.plan(configFolder, false).digest)
    }
    return broken.length === 0
      ? 'nothing is missing where it is installed; comms install claude installs it'
      : `put back into ${broken.map(({ file }) => file).join(', ')}`
  },
}

/** Our part in the agents' own settings. */
export const AGENT_CHECKS: readonly DoctorCheck[] = [hooks]
