import { join } from 'node:path'
import type { PluginState } from '#contract/install.ts'
import { findPackageRoot } from '#platform/package-root.ts'
import { shellWord } from '#platform/shell-word.ts'

const RELOAD = '  A session that runs already has it after /reload-plugins.'

/** What is still to be typed until `/comms` is there, ready to paste; nothing once it is. */
export function pluginAdvice(plugin: PluginState): readonly string[] {
  switch (plugin) {
    case 'on':
      return []
    case 'off':
      return ['  For /comms in it, switch the plugin on again:', '    claude plugin enable comms@claude-comms', RELOAD]
    case 'absent':
      return [
        '  For /comms in it, install the plugin too:',
        `    claude plugin marketplace add ${shellWord(join(findPackageRoot(), 'resources', 'claude-plugin'))}`,
        '    claude plugin install comms@claude-comms',
        RELOAD,
      ]
  }
}
