import { listNeedy, type Attention, type Watched } from './attention.ts'

/** The shape of the menu bar item. Shapes, not colours: a template image has none. */
export type TrayShape = 'quiet' | 'working' | 'needs-you' | 'offline'

export interface TrayModel {
  /** Name of the template image, below `resources/tray`. */
  readonly image: string
  /** Shown beside the image: how many sessions need the person, or nothing. */
  readonly title: string
  readonly tooltip: string
  /** The first of those sessions, to open from the menu. */
  readonly needy: readonly Watched[]
}

const LISTED = 9
const IMAGES: Readonly<Record<TrayShape, string>> = {
  quiet: 'quietTemplate.png',
  working: 'workingTemplate.png',
  'needs-you': 'needsYouTemplate.png',
  offline: 'offlineTemplate.png',
}

/** The menu bar item for what is known now; `undefined` while no hub answers. */
export function trayModel(attention: Attention | undefined): TrayModel {
  if (attention === undefined) return { image: IMAGES.offline, title: '', tooltip: 'Not connected', needy: [] }
  const needy = listNeedy(attention)
  const working = [...attention.values()].filter(({ state }) => state === 'working').length
  return {
    image: IMAGES[needy.length > 0 ? 'needs-you' : working > 0 ? 'working' : 'quiet'],
    title: countTitle(needy.length),
    tooltip: describe(attention.size, needy.length, working),
    needy: needy.slice(0, LISTED),
  }
}

function countTitle(count: number): string {
  if (count === 0) return ''
  return count > 99 ? '99+' : String(count)
}

function describe(all: number, needy: number, working: number): string {
  const parts = [
    `${all} ${all === 1 ? 'session' : 'sessions'}`,
    needy > 0 ? `${needy} ${needy === 1 ? 'needs' : 'need'} you` : '',
    working > 0 ? `${working} working` : '',
  ]
  return parts.filter(Boolean).join(' · ')
}

/** What the shell reads aloud for one session, such as `api: needs permission`. */
export function describeSession({ name, state, detail }: Watched): string {
  const what = detail === '' ? state : `${state} (${detail})`
  return `${name}: ${what}`
}
