import { useShellPort } from '../../lib/shell-port.ts'
import { applyTheme, chooseTheme } from '../../lib/theme.ts'
import { useConnection } from '../../stores/connection.ts'

/** The theme is the app's choice where there is an app; a hub that answers is not down. @returns stops it */
export function followShell(): () => void {
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
