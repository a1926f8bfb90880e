import { z } from 'zod'
import type { HookEvent } from '#contract/hook.ts'
import type { PluginState } from '#contract/install.ts'
import { insertJson, removeJson, replaceJson, tokenAt } from './edit-json.ts'
import {
  EVENTS,
  hookEntries,
  isOurs,
  isSameCall,
  isOurStatusLine,
  REFRESH_SECONDS,
  statusLineCommand,
  type Programs,
} from './entries.ts'

/** What we look at in a settings file; everything else in it is somebody else's. */
const Known = z.looseObject({
  hooks: z.record(z.string(), z.array(z.looseObject({ hooks: z.array(z.unknown()).optional() }))).optional(),
  statusLine: z.looseObject({ type: z.string(), command: z.string().optional() }).optional(),
  enabledPlugins: z.record(z.string(), z.unknown()).optional(),
  disableAllHooks: z.boolean().optional(),
})
type Known = z.infer<typeof Known>

/** What putting our part in changed, as far as taking it out again needs to know. */
export interface Traces {
  /** `hooks`, `hooks.Stop`, ...: containers that were not there before. */
  readonly made: readonly string[]
  /** The JSON text of the status line's command that was there before. */
  readonly statusLine: string | null
}

export interface Merged {
  readonly text: string
  readonly traces: Traces
  /** What a person should know. */
  readonly notes: readonly string[]
}

/** Settings of a shape this program does not know are left alone. */
export function readSettings(text: string): Known {
  return Known.parse(JSON.parse(text))
}

/** What the settings say of our plugin, from whichever marketplace it came. */
export function pluginIn({ enabledPlugins = {} }: Known): PluginState {
  const ours = Object.entries(enabledPlugins).filter(([name]) => name.startsWith('comms@'))
  if (ours.length === 0) return 'absent'
  return ours.some(([, on]) => on === true) ? 'on' : 'off'
}

/** Puts our entries beside what is there. */
export function mergeIn(text: string, programs: Programs): Merged {
  const known = readSettings(text)
  const notes = known.disableAllHooks === true ? ['disableAllHooks is on there: no hook runs until it is off.'] : []
  const hasPlugin = pluginIn(known) === 'on'
  const hooked = hasPlugin ? { text, made: [] } : addHooks(text, known, programs)
  const lined = addStatusLine(hooked.text, known, programs)
  return {
    text: lined.text,
    traces: { made: hooked.made, statusLine: lined.before },
    notes: [
      ...notes,
      ...(hasPlugin ? ['The plugin comms brings the hooks: only the status line is added.'] : []),
      ...lined.notes,
    ],
  }
}

function addHooks(text: string, known: Known, programs: Programs) {
  const made: string[] = []
  let result = text
  if (known.hooks === undefined) {
    made.push('hooks')
    result = insertJson(result, [], 'hooks', {})
  }
  for (const event of EVENTS) {
    const entries = hookEntries(programs, event)
    if (known.hooks?.[event] === undefined) {
      made.push(`hooks.${event}`)
      result = insertJson(result, ['hooks'], event, entries)
    } else for (const entry of entries) result = insertJson(result, ['hooks', event], undefined, entry)
  }
  return { text: result, made }
}

function addStatusLine(text: string, { statusLine }: Known, programs: Programs) {
  if (statusLine === undefined) {
    const ours = { type: 'command', command: statusLineCommand(programs, undefined), refreshInterval: REFRESH_SECONDS }
    return { text: insertJson(text, [], 'statusLine', ours), before: null, notes: [] }
  }
  const path = ['statusLine', 'command']
  const before = tokenAt(text, path)
  if (statusLine.type !== 'command' || before === undefined) {
    return { text, before: null, notes: ['The status line there is of a kind this program does not know: left alone.'] }
  }
  const command = statusLineCommand(programs, statusLine.command)
  const notes = ['The status line that is there stays and runs first; ours stands behind it.']
  return { text: replaceJson(text, path, JSON.stringify(command)), before, notes }
}

/** Takes our entries out, wherever they stand by now; what others wrote meanwhile stays as they wrote it. */
export function takeOut(text: string, programs: Programs, { made, statusLine }: Traces): string {
  let result = text
  for (const event of Object.keys(readSettings(text).hooks ?? {})) result = takeOutEvent(result, event, programs, made)
  if (made.includes('hooks') && isEmpty(readSettings(result).hooks)) result = removeJson(result, ['hooks'])
  const line = readSettings(result).statusLine
  if (!isOurStatusLine(line?.command, programs)) return result
  if (statusLine === null) return removeJson(result, ['statusLine'])
  return replaceJson(result, ['statusLine', 'command'], statusLine)
}

function takeOutEvent(text: string, event: string, programs: Programs, made: readonly string[]): string {
  let result = text
  const groups = readSettings(text).hooks?.[event] ?? []
  // From the last to the first, so that the places of those before stay.
  for (const [place, { hooks = [] }] of [...groups.entries()].toReversed()) {
    const ours = hooks.flatMap((handler, index) => (isOurs(handler, programs) ? [index] : []))
    if (ours.length === 0) continue
    if (ours.length === hooks.length) result = removeJson(result, ['hooks', event, place])
    else for (const index of ours.toReversed()) result = removeJson(result, ['hooks', event, place, 'hooks', index])
  }
  const left = readSettings(result).hooks?.[event] ?? []
  return result !== text && left.length === 0 && made.includes(`hooks.${event}`)
    ? removeJson(result, ['hooks', event])
    : result
}

/** Whether all of our entries are in, as this version writes them. */
export function isComplete(text: string, programs: Programs): boolean {
  const known = readSettings(text)
  return takeOut(text, programs, { made: [], statusLine: null }) !== text && isMergedWhole(known, programs)
}

function isMergedWhole(known: Known, programs: Programs): boolean {
  const { hooks, statusLine } = known
  const hasHook = (event: HookEvent) => {
    const there = hooks?.[event]?.flatMap(group => group.hooks ?? []) ?? []
    const ours = hookEntries(programs, event).flatMap(group => group.hooks)
    return ours.every(handler => there.some(one => isSameCall(one, handler)))
  }
  const hasLine = statusLine?.type !== 'command' || isOurStatusLine(statusLine.command, programs)
  return (pluginIn(known) === 'on' || EVENTS.every(hasHook)) && hasLine
}

function isEmpty(record: object | undefined): boolean {
  return record !== undefined && Object.keys(record).length === 0
}
