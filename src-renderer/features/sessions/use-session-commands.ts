import { useCommand } from '../../lib/commands/use-command.ts'
import { getHub } from '../../lib/hub.ts'
import { useHubFacts } from '../../stores/hub-facts.ts'
import { choose, setFilter, useSelection } from '../../stores/selection.ts'
import { attempt } from './attempt.ts'
import { openComposer } from './compose.ts'
import { leavesOf, type TreeNode } from './tree-nodes.ts'

/** What the menu, the palette and the keys can do on this page. */
export function useSessionCommands(nodes: readonly TreeNode[], peek: (address: string) => void): void {
  const chosen = useSelection(state => state.chosen)
  const hasFilter = useSelection(state => state.filter !== '')
  const canFocus = useHubFacts(facts => facts.capabilities?.focusTerminal ?? false)
  const one = chosen.length === 1 ? chosen[0] : undefined
  const hasSome = chosen.length > 0

  useCommand('select.all', () => choose(leavesOf(nodes).map(({ address }) => address)), nodes.length > 0)
  useCommand('select.clear', () => (hasSome ? choose([]) : setFilter('')), hasSome || hasFilter)
  useCommand('session.open', openComposer, hasSome)
  useCommand('session.peek', () => peek(chosen[0] ?? ''), hasSome)
  useCommand(
    'session.focus',
    () => void attempt(() => getHub().sessions.focus({ target: one ?? '' })),
    canFocus && one !== undefined,
  )
}
