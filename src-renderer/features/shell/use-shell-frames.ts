import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { isEnabled, listOffered, runCommand, useRegistry } from '../../lib/commands/registry.ts'
import { findKeyPlace } from '../../lib/commands/key-scopes.ts'
import { actForShell, tellShell, useShellPort } from '../../lib/shell-port.ts'
import { useUndo } from '../../lib/undo.ts'
import { followOpening } from './follow-opening.ts'
import { followShell } from './follow-shell.ts'

/** Does what the app's menus, links and notifications ask, and tells the menus what can be done. */
export function useShellFrames(): void {
  const navigate = useNavigate()
  const isThere = useShellPort(port => port.isThere)
  useEffect(
    () =>
      actForShell({
        run: command => void runCommand(command),
        open: opening => followOpening(opening, navigate),
      }),
    [navigate],
  )
  useEffect(() => (isThere ? followMenus() : undefined), [isThere])
  useEffect(() => followShell(), [])
}

/** Changes come in bunches, when a page opens or closes; one word to the shell for each bunch. Milliseconds. */
const BUNCH = 50

function followMenus(): () => void {
  let timer: number | undefined
  let told = ''
  function tell(): void {
    timer = undefined
    const isText = findKeyPlace(document.activeElement).isText
    const { done, undone } = useUndo.getState()
    const frame = {
      kind: 'commands',
      enabled: listOffered()
        .map(({ id }) => id)
        .filter(isEnabled),
      undo: isText ? null : titleOf(done.at(-1)?.label),
      redo: isText ? null : titleOf(undone.at(-1)?.label),
    } as const
    const words = JSON.stringify(frame)
    if (words === told) return
    told = words
    tellShell(frame)
  }
  const soon = () => {
    timer ??= window.setTimeout(tell, BUNCH)
  }
  const stops = [useRegistry.subscribe(soon), useUndo.subscribe(soon)]
  const events = ['focusin', 'focusout', 'hashchange'] as const
  for (const name of events) window.addEventListener(name, soon)
  soon()
  return () => {
    clearTimeout(timer)
    for (const stop of stops) stop()
    for (const name of events) window.removeEventListener(name, soon)
  }
}

/** The shell takes 60 characters at most. */
function titleOf(label: string | undefined): string | null {
  return label === undefined ? null : label.slice(0, 60)
}
