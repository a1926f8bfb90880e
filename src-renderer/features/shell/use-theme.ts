import { useSyncExternalStore } from 'react'

/** The theme that the page shows now, whoever chose it. */
export function useTheme(): 'dark' | 'light' {
  return useSyncExternalStore(subscribe, read)
}

function subscribe(listener: () => void): () => void {
  const watcher = new MutationObserver(listener)
  watcher.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => watcher.disconnect()
}

function read(): 'dark' | 'light' {
  return document.documentElement.dataset['theme'] === 'light' ? 'light' : 'dark'
}
