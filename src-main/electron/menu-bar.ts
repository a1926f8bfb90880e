import { app, Menu } from 'electron'
import { FIRST_MENU_STATE, menuTemplate, type MenuOptions, type MenuState } from './menu.ts'

/** The menu bar of the app; made anew when what the page can do changes. */
export function createMenuBar(actions: Pick<MenuOptions, 'run' | 'showWindow'>): { update(state: MenuState): void } {
  const update = (state: MenuState) => {
    const template = menuTemplate({ ...actions, state, appName: app.name, isDevelopment: !app.isPackaged })
    Menu.setApplicationMenu(Menu.buildFromTemplate([...template]))
  }
  update(FIRST_MENU_STATE)
  return { update }
}
