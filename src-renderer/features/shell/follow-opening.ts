import type { useNavigate } from '@tanstack/react-router'
import type { Opening } from '#contract/shell.ts'
import { choose, focusSession } from '../../stores/selection.ts'
import { openComposer } from '../compose/compose-state.ts'

/** Shows on this page what a link, a menu or the popover opens. It fills in and never sends. */
export function followOpening(opening: Opening, navigate: ReturnType<typeof useNavigate>): void {
  switch (opening.view) {
    case 'compose':
      return openComposer({ to: opening.to, text: opening.text, preview: true })
    case 'schedule':
      return void navigate({ to: '/schedules', search: { s: opening.schedule } })
    case 'log':
      return void navigate({ to: '/activity', search: { q: opening.filter } })
    case 'session':
      choose([opening.session])
      focusSession(opening.session)
      void navigate({ to: '/sessions' })
  }
}
