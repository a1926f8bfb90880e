import { useState } from 'react'
import { tellShell } from '../../lib/shell-port.ts'
import { chooseTheme, readTheme, type Theme } from '../../lib/theme.ts'
import { ChoiceSetting } from './choice-setting.tsx'

const THEMES: readonly { readonly id: Theme; readonly title: string }[] = [
  { id: 'system', title: 'Like the system' },
  { id: 'light', title: 'Light' },
  { id: 'dark', title: 'Dark' },
]

export function AppearanceSettings() {
  const [theme, setTheme] = useState(readTheme)
  function change(next: Theme): void {
    chooseTheme(next)
    setTheme(next)
    // Window frame and menus follow it too.
    tellShell({ kind: 'set_preferences', values: { theme: next } })
  }
  return <ChoiceSetting label="Theme" choices={THEMES} value={theme} onChange={change} />
}
