import { useCommand } from '../../lib/commands/use-command.ts'
import { getHub } from '../../lib/hub.ts'
import { nextInRound } from '../../lib/next-in-round.ts'
import { useHubFacts } from '../../stores/hub-facts.ts'
import { choose, focusSession, setFilter, useSelection } from '../../stores/selection.ts'
import { attempt } from './attempt.ts'
import { openComposer } from './compose.ts'
import { chosenAfterBranch } from './selection-rules.ts'
import { findFocusedRow, pressInTree } from './tree-keys.ts'
import { leavesOf, type TreeNode } from './tree-nodes.ts'

/** What the menu, the palette and the keys can do on this page. */
export function useSessionCommands(nodes: readonly TreeNode[], peek: (address: string) => void): void {
  useSelectCommands(nodes)
  useFilterCommands(nodes)
  const chosen = useSelection(state => state.chosen)
  const canFocus = useHubFacts(facts => facts.capabilities?.focusTerminal ?? false)
  const one = chosen.length === 1 ? chosen[0] : undefined
  const hasSome = chosen.length > 0
  useCommand('session.open', openComposer, hasSome)
  useCommand('session.peek', () => peek(chosen[0] ?? ''), hasSome)
  useCommand(
    'session.focus',
    () => void attempt(() => getHub().sessions.focus({ target: one ?? '' })),
    canFocus && one !== undefined,
  )
}

function useSelectCommands(nodes: readonly TreeNode[]): void {
  const hasFilter = useSelection(state => state.filter !== '')
  const hasSome = useSelection(state => state.chosen.length > 0)
  const hasRows = nodes.length > 0
  useCommand('select.all', () => choose(leavesOf(nodes).map(({ address }) => address)), hasRows)
  useCommand('select.clear', () => (hasSome ? choose([]) : setFilter('')), hasSome || hasFilter)
  useCommand('select.toggle', toggleFocused, hasRows)
  useCommand('select.extend-up', () => pressInTree('ArrowUp', true), hasSome)
  useCommand('select.extend-down', () => pressInTree('ArrowDown', true), hasSome)
  useCommand('tree.collapse', () => pressInTree('ArrowLeft'), hasRows)
  useCommand('tree.expand', () => pressInTree('ArrowRight'), hasRows)
}

function toggleFocused(): void {
  const address = findFocusedRow()
  if (address !== undefined) choose(chosenAfterBranch([address], useSelection.getState().chosen, true))
}

/** From one session that the filter leaves to the next, and from the last to the first. */
function useFilterCommands(nodes: readonly TreeNode[]): void {
  const canMove = useSelection(state => state.filter !== '') && nodes.length > 0
  function go(step: 1 | -1): void {
    const shown = leavesOf(nodes).map(({ address }) => address)
    const next = nextInRound(shown, useSelection.getState().focused, step)
    if (next === undefined) return
    choose([next])
    focusSession(next)
  }
  useCommand('filter.next', () => go(1), canMove)
  useCommand('filter.previous', () => go(-1), canMove)
}
