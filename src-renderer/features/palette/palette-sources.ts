import { getCommand, type Command, type CommandId } from '#contract/command-list.ts'
import { isEnabled, listOffered, runCommand } from '../../lib/commands/registry.ts'
import { shownKey } from '../../lib/commands/runs-in.ts'
import { shortFolder } from '../../lib/short-folder.ts'
import { count } from '../../lib/words.ts'
import { useGroups } from '../../stores/groups.ts'
import { choose, focusSession, useSelection } from '../../stores/selection.ts'
import { useSessions } from '../../stores/sessions.ts'
import { useTemplates } from '../../stores/templates.ts'
import { openComposer } from '../compose/compose-state.ts'
import { listTexts } from '../compose/sent-texts.ts'
import { takeTemplate } from '../compose/template-use.ts'
import { useUndo } from '../../lib/undo.ts'
import { PLACES, type PlacePath } from '../shell/places.ts'
import type { PaletteItem } from './palette-item.ts'

/** Where the palette leads; the router's, handed in. */
export interface Ways {
  go(path: PlacePath, filter?: string): void
  /** Puts a prefix into the box. */
  type(text: string): void
}

/** Everything the palette can offer now, in the order of its sections. */
export function collectItems(ways: Ways): readonly PaletteItem[] {
  return [
    ...selectionItems(),
    ...placeItems(ways),
    ...sessionItems(ways),
    ...groupItems(ways),
    ...commandItems(),
    ...textItems(),
    ...helpItems(ways),
  ]
}

function selectionItems(): readonly PaletteItem[] {
  const { chosen } = useSelection.getState()
  const { byId } = useSessions.getState()
  const there = chosen.filter(address => byId[address] !== undefined)
  const [first] = there
  if (first === undefined) return []
  const who = there.length === 1 ? (byId[first]?.name ?? first) : count(there.length, 'session')
  const section = 'selection'
  const mine: PaletteItem[] = [writeItem(who)]
  if (there.length === 1 && isEnabled('session.focus')) mine.push(showItem(who))
  const others = listOffered().filter(command => isOfSelection(command) && isEnabled(command.id))
  return [...mine, ...others.map(command => commandItem(command, section))]
}

function writeItem(who: string): PaletteItem {
  return {
    ...commandItem(getCommand('session.open'), 'selection'),
    title: `Write to ${who}`,
    run: () => openComposer(),
  }
}

function showItem(who: string): PaletteItem {
  return { ...commandItem(getCommand('session.focus'), 'selection'), title: `Show the terminal of ${who}` }
}

/** Said with the name of the session instead. */
const NAMED: ReadonlySet<CommandId> = new Set(['session.open', 'session.focus'])

function isOfSelection({ id, needs, scope }: Command): boolean {
  return needs === 'selection' && (scope === 'app' || scope === 'list') && !NAMED.has(id)
}

function placeItems({ go }: Ways): readonly PaletteItem[] {
  return PLACES.map(({ path, title, command }) => {
    const known = listOffered().find(({ id }) => id === command)
    return {
      id: `place:${path}`,
      section: 'go',
      title,
      note: 'Place',
      key: known === undefined ? undefined : shownKey(known),
      run: () => go(path),
    } as const
  })
}

function sessionItems({ go }: Ways): readonly PaletteItem[] {
  return Object.values(useSessions.getState().byId).map(({ address, name, cwd, state }) => ({
    id: `session:${address}`,
    section: 'go' as const,
    title: name,
    note: shortFolder(cwd),
    state,
    prefix: '@' as const,
    run: () => {
      choose([address])
      focusSession(address)
      go('/sessions')
    },
  }))
}

function groupItems({ go }: Ways): readonly PaletteItem[] {
  return Object.keys(useGroups.getState().byName).map(name => ({
    id: `group:${name}`,
    section: 'go' as const,
    title: `#${name}`,
    note: 'Group',
    prefix: '#' as const,
    run: () => go('/sessions', `group:${name}`),
  }))
}

function commandItems(): readonly PaletteItem[] {
  return listOffered()
    .filter(command => isEnabled(command.id) && isForPalette(command))
    .map(command => commandItem(command, 'commands'))
}

/** Places stand among the places, what concerns the selection above it. The palette gives the focus back before it acts. */
function isForPalette(command: Command): boolean {
  const isPlace = PLACES.some(place => place.command === command.id)
  return !isPlace && !isOfSelection(command) && !NAMED.has(command.id) && !command.id.startsWith('palette.')
}

function commandItem(command: Command, section: 'selection' | 'commands'): PaletteItem {
  const { id, title, menu } = command
  return {
    id: `command:${id}`,
    section,
    title: titleOf(command) ?? title,
    note: MENU_WORDS[menu.in],
    key: shownKey(command),
    run: () => void runCommand(id),
  }
}

const MENU_WORDS = {
  app: 'App',
  file: 'File',
  edit: 'Edit',
  view: 'View',
  session: 'Session',
  send: 'Send',
  window: 'Window',
  help: 'Help',
} as const

function titleOf({ id, title }: Command): string | undefined {
  const { done, undone } = useUndo.getState()
  const deed = id === 'edit.undo' ? done.at(-1) : id === 'edit.redo' ? undone.at(-1) : undefined
  return deed === undefined ? undefined : `${title} ${deed.label}`
}

function textItems(): readonly PaletteItem[] {
  const section = 'recent'
  const templates = Object.values(useTemplates.getState().byName).map(
    ({ name, body }) =>
      ({
        id: `template:${name}`,
        section,
        title: name,
        note: firstLine(body),
        run: () => {
          takeTemplate(name)
          openComposer()
        },
      }) as const,
  )
  const texts = listTexts().map(
    (text, place) =>
      ({
        id: `text:${place}`,
        section,
        title: firstLine(text),
        note: 'Sent before',
        run: () => openComposer({ text }),
      }) as const,
  )
  return [...texts, ...templates]
}

function firstLine(text: string): string {
  const line = text.split('\n').find(one => one.trim() !== '') ?? ''
  return line.length > 120 ? `${line.slice(0, 119)}…` : line
}

function helpItems({ type }: Ways): readonly PaletteItem[] {
  const prefixes = [
    ['>', 'Commands only'],
    ['@', 'Sessions only'],
    ['#', 'Groups only'],
  ] as const
  const rows = prefixes.map(([prefix, title]) => ({
    id: `help:${prefix}`,
    section: 'help' as const,
    title,
    note: '',
    key: prefix,
    run: () => type(prefix),
  }))
  const sheet = listOffered().find(({ id }) => id === 'shortcuts.open')
  return sheet === undefined ? rows : [...rows, { ...commandItem(sheet, 'commands'), section: 'help' as const }]
}
