import type { SimulatedApp } from './app.ts'
import type { Frame, SimulatedWindow } from './layout.ts'
import type { Request, ServerDraft } from './schema.ts'

/** The profiles of the simulated iTerm2, by name. */
export const PROFILES: ReadonlyMap<string, string> = new Map([
  ['Default', 'AAAAAAAA-0000-4000-8000-000000000001'],
  ['Hotkey Window', 'AAAAAAAA-0000-4000-8000-000000000002'],
])

const GET = { OK: 0, UNRECOGNIZED_NAME: 1, INVALID_TARGET: 2 }
const SET = { OK: 0, UNRECOGNIZED_NAME: 1, INVALID_VALUE: 2, INVALID_TARGET: 3 }

export function getProperty(
  app: SimulatedApp,
  { windowId, sessionId, name }: Request<'getPropertyRequest'>,
): NonNullable<ServerDraft['getPropertyResponse']> {
  const session = app.findSession(sessionId)
  if (session !== undefined) {
    const { columns, rows } = session
    const { active } = session.terminal.buffer
    const values: Readonly<Record<string, unknown>> = {
      // One less than what is on the screen: a fault of iTerm2.
      grid_size: { width: columns - 1, height: rows - 1 },
      buried: Number(app.buried.includes(session)),
      number_of_lines: { overflow: session.linesLost, grid: rows, history: active.baseY, first_visible: active.baseY },
    }
    return name in values ? { jsonValue: JSON.stringify(values[name]) } : { status: GET.UNRECOGNIZED_NAME }
  }
  const window = app.findWindow(windowId)
  if (window === undefined) return { status: GET.INVALID_TARGET }
  const values: Readonly<Record<string, unknown>> = { frame: window.frame, fullscreen: window.isFullscreen }
  return name in values ? { jsonValue: JSON.stringify(values[name]) } : { status: GET.UNRECOGNIZED_NAME }
}

export function setProperty(
  app: SimulatedApp,
  { windowId, sessionId, name, jsonValue }: Request<'setPropertyRequest'>,
): NonNullable<ServerDraft['setPropertyResponse']> {
  const value = parse(jsonValue)
  if (value === undefined) return { status: SET.INVALID_VALUE }
  const session = app.findSession(sessionId)
  if (session === undefined) {
    const window = app.findWindow(windowId)
    if (window === undefined) return { status: SET.INVALID_TARGET }
    return { status: setWindowProperty(window, name, value) }
  }
  if (name === 'buried') {
    if (value) app.bury(session)
    else app.unbury(session)
    return { status: SET.OK }
  }
  if (name !== 'grid_size') return { status: SET.UNRECOGNIZED_NAME }
  const { width, height } = (value ?? {}) as { width?: unknown; height?: unknown }
  if (typeof width !== 'number' || typeof height !== 'number') return { status: SET.INVALID_VALUE }
  session.resize(width, height)
  app.touched('layout')
  return { status: SET.OK }
}

function setWindowProperty(window: SimulatedWindow, name: string, value: unknown): number {
  if (name === 'fullscreen') window.isFullscreen = Boolean(value)
  else if (name === 'frame') {
    const { origin, size } = (value ?? {}) as Partial<Frame>
    const numbers = [origin?.x, origin?.y, size?.width, size?.height]
    if (!numbers.every(Number.isFinite)) return SET.INVALID_VALUE
    window.frame = value as Frame
  } else return SET.UNRECOGNIZED_NAME
  return SET.OK
}

export function getProfileProperties(
  app: SimulatedApp,
  { session, keys }: Request<'getProfilePropertyRequest'>,
): NonNullable<ServerDraft['getProfilePropertyResponse']> {
  const found = app.findSession(session)
  if (found === undefined) return { status: 1 }
  const guid = JSON.stringify(PROFILES.get(found.profile) ?? '')
  const values = new Map([
    ['Guid', guid],
    ['Original Guid', guid],
    ...found.profileProperties,
    ['Name', JSON.stringify(found.autoNameFormat)],
  ])
  return {
    properties: [...values]
      .filter(([key]) => keys.length === 0 || keys.includes(key))
      .map(([key, jsonValue]) => ({ key, jsonValue })),
  }
}

export function setProfileProperty(
  app: SimulatedApp,
  { session, key, jsonValue, assignments }: Request<'setProfilePropertyRequest'>,
): NonNullable<ServerDraft['setProfilePropertyResponse']> {
  const found = app.findSession(session)
  if (found === undefined) return { status: 1 }
  for (const each of assignments.length > 0 ? assignments : [{ key, jsonValue }]) {
    const value = parse(each.jsonValue)
    if (value === undefined || (each.key === 'Name' && typeof value !== 'string')) return { status: 2 }
    if (typeof value === 'string' && each.key === 'Name') found.setName(value)
    else found.profileProperties.set(each.key, each.jsonValue)
  }
  return { status: 0 }
}

export function listProfiles({
  properties,
  guids,
}: Request<'listProfilesRequest'>): NonNullable<ServerDraft['listProfilesResponse']> {
  const profiles = [...PROFILES].map(([name, guid]) => ({ Name: name, Guid: guid }))
  const wanted = profiles.filter(({ Guid }) => guids.length === 0 || guids.includes(Guid))
  return {
    profiles: wanted.map(profile => ({
      properties: Object.entries(profile)
        .filter(([key]) => properties.length === 0 || properties.includes(key))
        .map(([key, value]) => ({ key, jsonValue: JSON.stringify(value) })),
    })),
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown
  } catch {
    return undefined
  }
}
