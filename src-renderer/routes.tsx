import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  useRouterState,
} from '@tanstack/react-router'
import { showSchedule } from './features/schedules/schedule-state.ts'
import { SessionsPage } from './features/sessions/sessions-page.tsx'
import { Frame } from './features/shell/frame.tsx'
import { NoPlace } from './features/shell/no-place.tsx'
import { PlaceFailed } from './features/shell/place-failed.tsx'
import { POPOVER } from './lib/show-in-app.ts'

const root = createRootRoute({ component: Surroundings, notFoundComponent: NoPlace })

/** The popover of the menu bar is a window of its own: nothing stands around it. */
function Surroundings() {
  const isPopover = useRouterState({ select: state => state.location.pathname === POPOVER })
  return isPopover ? <Outlet /> : <Frame />
}

/** A filter lives in the address, so that a page can be kept and sent. */
const withQuery = (search: Record<string, unknown>): { q?: string } =>
  typeof search['q'] === 'string' ? { q: search['q'] } : {}

/** A link to one schedule, by its id or its name. */
const withSchedule = (search: Record<string, unknown>): { s?: string } =>
  typeof search['s'] === 'string' ? { s: search['s'] } : {}

/** The app opens with the sessions; each other place is loaded when it is first opened. */
const NeedsYouPage = lazyRouteComponent(() => import('./features/needs-you/needs-you-page.tsx'), 'NeedsYouPage')
const GroupsPage = lazyRouteComponent(() => import('./features/groups/groups-page.tsx'), 'GroupsPage')
const SchedulesPage = lazyRouteComponent(() => import('./features/schedules/schedules-page.tsx'), 'SchedulesPage')
const ScriptsPage = lazyRouteComponent(() => import('./features/scripts/scripts-page.tsx'), 'ScriptsPage')
const OperationsPage = lazyRouteComponent(() => import('./features/operations/operations-page.tsx'), 'OperationsPage')
const ActivityPage = lazyRouteComponent(() => import('./features/activity/activity-page.tsx'), 'ActivityPage')
const DoctorPage = lazyRouteComponent(() => import('./features/doctor/doctor-page.tsx'), 'DoctorPage')
const SettingsPage = lazyRouteComponent(() => import('./features/settings/settings-page.tsx'), 'SettingsPage')
const PopoverPage = lazyRouteComponent(() => import('./features/popover/popover-page.tsx'), 'PopoverPage')

/**
 * Fetches the other places. The sessions are on the screen by then; from then on every place opens although the hub is
 * away.
 */
export function loadOtherPlaces(): void {
  for (const place of [
    NeedsYouPage,
    GroupsPage,
    SchedulesPage,
    ScriptsPage,
    OperationsPage,
    ActivityPage,
    DoctorPage,
    SettingsPage,
  ]) {
    // A place that cannot be fetched now is tried again when it is opened.
    place.preload?.()?.catch(() => undefined)
  }
}

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
  createRoute({
    getParentRoute: () => root,
    path: '/schedules',
    component: SchedulesPage,
    validateSearch: withSchedule,
    beforeLoad: ({ search }) => {
      if (search.s !== undefined) showSchedule(search.s)
    },
  }),
  createRoute({ getParentRoute: () => root, path: '/scripts', component: ScriptsPage }),
  createRoute({ getParentRoute: () => root, path: '/operations', component: OperationsPage }),
  createRoute({ getParentRoute: () => root, path: '/activity', component: ActivityPage, validateSearch: withQuery }),
  createRoute({ getParentRoute: () => root, path: '/doctor', component: DoctorPage }),
  createRoute({ getParentRoute: () => root, path: '/settings', component: SettingsPage }),
  createRoute({ getParentRoute: () => root, path: POPOVER, component: PopoverPage }),
]

/** Under `app://` and behind the web door alike the place stands behind `#`, so that no server has to know it. */
export const router = createRouter({
  routeTree: root.addChildren(children),
  history: createHashHistory(),
  defaultPreload: 'intent',
  defaultErrorComponent: PlaceFailed,
  defaultNotFoundComponent: NoPlace,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
