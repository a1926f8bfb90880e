import { useEffect } from 'react'
import { useNeedsYouCount } from '../needs-you/use-needs-you.ts'
import dotIcon from './icon-dot.svg?url'
import icon from './icon.svg?url'

/** How many wait, where it is seen while another page is in front: the title, the mark of the tab, the app's badge. */
export function usePageSigns(): void {
  const waiting = useNeedsYouCount()
  useEffect(() => {
    document.title = waiting === 0 ? 'Claude Comms' : `(${waiting}) Claude Comms`
    setIcon(waiting === 0 ? icon : dotIcon)
    // Refused where the page is not installed: then there is no badge to set.
    const badge = waiting === 0 ? navigator.clearAppBadge?.() : navigator.setAppBadge?.(waiting)
    badge?.catch(() => undefined)
  }, [waiting])
}

function setIcon(href: string): void {
  const known = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  const link = known ?? document.head.appendChild(Object.assign(document.createElement('link'), { rel: 'icon' }))
  link.type = 'image/svg+xml'
  link.href = href
}
