import { useShell } from './shell-state.ts'
import { useMedia } from '../../lib/use-media.ts'

/** With words beside its marks, or marks alone: as the person chose, else by the width of the window. */
export function useIsSidebarWide(): boolean {
  const chosen = useShell(state => state.isSidebarWide)
  const isRoomy = useMedia('(min-width: 1000px)')
  return chosen ?? isRoomy
}
