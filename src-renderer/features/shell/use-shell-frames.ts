import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { isEnabled, listOffered, runCommand, useRegistry } from '../../lib/commands/registry.ts'
import { findKeyPlace } from '../../lib/commands/key-scopes.ts'
import { actForShell, tellShell, useShellPort } from '../../lib/shell-port.ts'
import { applyTheme, chooseTheme } from '../../lib/theme.ts'
import { useUndo } from '../../lib/undo.ts'
import { useConnection } from '../../stores/connection.ts'
import { choose, focusSession } from '../../stores/selection.ts'
import { openComposer } from '../compose/compose-state.ts'

/** Does what the app's menus, links and notifications ask, and tells the menus what can be done. */
export function useShellFrames(): void {
  const navigate = useNavigate()
  const isThere = useShellPort(port => port.isThere)
  useEffect(
    () =>
      actForShell({
        run: command => void runCommand(command),
        open: opening => {
          if (opening.view === 'compose') openComposer({ to: opening.to, text: opening.text, preview: true })
          else if (opening.view === 'schedule') void navigate({ to: '/schedules', search: { s: opening.schedule } })
          else if (opening.view === 'log') void navigate({ to: '/activity', search: { q: opening.filter } })
          else {
            choose([opening.session])
            focusSession(opening.session)
            void navigate({ to: '/sessions' })
          }
        },
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

/** The theme is the app's choice where there is an app; a hub that answers is not down. */
function followShell(): () => void {
  const stops = [
    useShellPort.subscribe(({ preferences }, before) => {
      if (preferences === null || preferences.theme === before.preferences?.theme) return
      chooseTheme(preferences.theme)
      applyTheme()
    }),
    useConnection.subscribe(({ state }) => {
      if (state === 'live' && useShellPort.getState().hubDown !== null) useShellPort.setState({ hubDown: null })
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
