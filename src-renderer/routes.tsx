import { createHashHistory, createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router'
import { ActivityPage } from './features/activity/activity-page.tsx'
import { DoctorPage } from './features/doctor/doctor-page.tsx'
import { GroupsPage } from './features/groups/groups-page.tsx'
import { NeedsYouPage } from './features/needs-you/needs-you-page.tsx'
import { SessionsPage } from './features/sessions/sessions-page.tsx'
import { SettingsPage } from './features/settings/settings-page.tsx'
import { Frame } from './features/shell/frame.tsx'

const root = createRootRoute({ component: Frame })

/** A filter lives in the address, so that a page can be kept and sent. */
const withQuery = (search: Record<string, unknown>): { q?: string } =>
  typeof search['q'] === 'string' ? { q: search['q'] } : {}

const children = [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw redirect({ to: '/sessions' })
    },
  }),
  createRoute({ getParentRoute: () => root, path: '/needs-you', component: NeedsYouPage }),
  createRoute({ getParentRoute: () => root, path: '/sessions', component: SessionsPage, validateSearch: withQuery }),
  createRoute({ getParentRoute: () => root, path: '/groups', component: GroupsPage }),
  createRoute({ getParentRoute: () => root, path: '/activity', component: ActivityPage, validateSearch: withQuery }),
  createRoute({ getParentRoute: () => root, path: '/doctor', component: DoctorPage }),
  createRoute({ getParentRoute: () => root, path: '/settings', component: SettingsPage }),
]

/** Under `app://` and behind the web door alike the place stands behind `#`, so that no server has to know it. */
export const router = createRouter({ routeTree: root.addChildren(children), history: createHashHistory() })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
