import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { COMMANDS, type CommandId } from '#contract/commands.ts'
import { FIRST_MENU_STATE, menuTemplate, type MenuState } from '../../src-main/electron/menu.ts'

const ROLES = [
  'about services hide hideOthers unhide quit',
  'undo redo cut copy paste pasteAndMatchStyle delete selectAll startSpeaking stopSpeaking',
  'togglefullscreen minimize zoom front close window help',
].flatMap(line => line.split(' '))

/** Keys the system's own items have. */
const KEYS_OF_ROLES = ['H', 'Alt+H', 'Q', 'Z', 'Shift+Z', 'X', 'C', 'V', 'Alt+Shift+V', 'A', 'M', 'W', '0', '-', 'Plus']

function build(state: Partial<MenuState> = {}, isDevelopment = false) {
  const run = vi.fn<(id: CommandId) => void>()
  const menus = menuTemplate({
    appName: 'Claude Comms',
    state: { ...FIRST_MENU_STATE, ...state },
    isDevelopment,
    run,
    showWindow: () => {},
  })
  return { menus, items: menus.flatMap(flatten), run }
}

function flatten(item: MenuItemConstructorOptions): readonly MenuItemConstructorOptions[] {
  const below = Array.isArray(item.submenu) ? item.submenu : []
  return [item, ...below.flatMap(flatten)]
}

function click(item: MenuItemConstructorOptions | undefined): void {
  ;(item?.click as (() => void) | undefined)?.()
}

describe('the menu bar', () => {
  it('stands in the order of the system', () => {
    const names = build().menus.map(({ label, role }) => label ?? role)

    expect(names).toEqual(['Claude Comms', 'File', 'Edit', 'View', 'Session', 'Send', 'window', 'help'])
  })

  it('reaches every command of the registry, and each item runs its own', () => {
    const { items, run } = build({ undo: 'Delete Group', redo: 'Delete Group' })
    const ids = COMMANDS.map(({ id }) => id)

    for (const id of ids) click(items.find(item => item.id === id))

    expect(run.mock.calls.map(([id]) => id)).toEqual(ids)
  })

  it('has the roles without which the system’s own keys do not work', () => {
    const roles = build().items.map(({ role }) => role)

    expect(ROLES.filter(role => !roles.some(each => each === role))).toEqual([])
  })

  it('gives no keys to two items, counting those the roles bring', () => {
    const own = build().items.flatMap(({ accelerator }) => (accelerator === undefined ? [] : [String(accelerator)]))
    const all = [...own, ...KEYS_OF_ROLES.map(keys => orderOf(`CommandOrControl+${keys}`))].map(orderOf)

    expect(own.length).toBeGreaterThan(20)
    expect(all.filter((keys, index) => all.indexOf(keys) !== index)).toEqual([])
  })

  it('takes no plain key away from text fields', () => {
    const plain = build().items.filter(
      ({ accelerator }) => accelerator !== undefined && !/CommandOrControl|Control/u.test(String(accelerator)),
    )

    expect(plain).toEqual([])
  })

  it('leaves undo to the text field unless the page has something to undo, and then names it', () => {
    const quiet = build().items
    const busy = build({ undo: 'Delete Group' }).items

    expect(quiet.some(({ role }) => role === 'undo')).toBe(true)
    expect(busy.some(({ role }) => role === 'undo')).toBe(false)
    expect(busy.find(({ id }) => id === 'edit.undo')?.label).toBe('Undo Delete Group')
  })

  it('shows what cannot run now as disabled', () => {
    const { items } = build({ enabled: new Set<CommandId>(['send.now']) })
    const enabled = items.filter(({ id, enabled }) => id !== undefined && enabled === true).map(({ id }) => id)

    expect(enabled).toEqual(['send.now'])
  })

  it('offers developer tools in development only', () => {
    expect(build({}, false).items.some(({ role }) => role === 'toggleDevTools')).toBe(false)
    expect(build({}, true).items.some(({ role }) => role === 'toggleDevTools')).toBe(true)
  })

  it('has no line at the edge of a menu and never two in a row', () => {
    const wrong = build().menus.filter(({ submenu }) => {
      const kinds = (submenu as MenuItemConstructorOptions[]).map(({ type }) => type === 'separator')
      return (
        kinds[0] === true || kinds.at(-1) === true || kinds.some((line, index) => line && kinds[index + 1] === true)
      )
    })

    expect(wrong.map(({ label }) => label)).toEqual([])
  })
})

function orderOf(accelerator: string): string {
  return accelerator.split('+').toSorted().join('+')
}
