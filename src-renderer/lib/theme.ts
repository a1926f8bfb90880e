/** What the person chose; `system` follows the machine. */
export type Theme = 'system' | 'dark' | 'light'

const KEY = 'comms.theme'

export function readTheme(): Theme {
  const kept = localStorage.getItem(KEY)
  return kept === 'dark' || kept === 'light' ? kept : 'system'
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme)
  applyTheme()
}

/** Puts the theme on the page, and keeps following the machine where that was chosen. */
export function applyTheme(): void {
  const machine = matchMedia('(prefers-color-scheme: light)')
  const set = () => {
    const theme = readTheme()
    document.documentElement.dataset['theme'] = theme === 'system' ? (machine.matches ? 'light' : 'dark') : theme
  }
  machine.onchange = set
  set()
}
