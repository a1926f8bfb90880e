import { useNavigate } from '@tanstack/react-router'
import type { Opening } from '#contract/shell.ts'
import { isPopoverWindow, showInApp } from '../../lib/show-in-app.ts'
import { followOpening } from '../shell/follow-opening.ts'

/** Opens something in the app's main window; in a browser, where there is none, on this page. Null: the app as it is. */
export function useOpen(): (opening: Opening | null) => void {
  const navigate = useNavigate()
  return opening => {
    if (isPopoverWindow()) return showInApp(opening)
    void navigate({ to: '/sessions' })
    if (opening !== null) followOpening(opening, navigate)
  }
}
