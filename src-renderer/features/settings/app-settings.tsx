import type { ShellPreferences } from '#contract/shell.ts'
import { Toggle } from '../../components/toggle.tsx'
import { tellShell } from '../../lib/shell-port.ts'

/** What only the app itself has: the page in a browser does not offer it. */
export function AppSettings({ preferences }: { readonly preferences: ShellPreferences }) {
  const change = (values: Partial<ShellPreferences>) => tellShell({ kind: 'set_preferences', values })
  return (
    <div className="flex flex-col items-start gap-2">
      <Toggle title="Open at login" isOn={preferences.openAtLogin} onChange={openAtLogin => change({ openAtLogin })} />
      <Toggle
        title="Show in the menu bar"
        note="with the number of sessions that need you"
        isOn={preferences.menuBarItem}
        onChange={menuBarItem => change({ menuBarItem })}
      />
      <Toggle
        title="Notify when a session needs you"
        note="only while the window is out of sight"
        isOn={preferences.notifications}
        onChange={notifications => change({ notifications })}
      />
    </div>
  )
}
