import { join } from 'node:path'
import { app, Menu, nativeImage, Tray, type MenuItemConstructorOptions, type Rectangle } from 'electron'
import type { Opening } from '#contract/shell.ts'
import type { Attention } from './attention.ts'
import { describeSession, trayModel, type TrayModel } from './tray-model.ts'

export interface TrayOptions {
  /** Folder of the template images. */
  readonly images: string
  onToggle(under: Rectangle): void
  open(opening?: Opening): void
}

export interface TrayItem {
  /** `undefined` while no hub answers. */
  update(attention: Attention | undefined): void
  setShown(isShown: boolean): void
}

/** The item in the menu bar: left click shows the popover, right click a menu. */
export function createTrayItem(options: TrayOptions): TrayItem {
  let tray: Tray | undefined
  let model = trayModel(undefined)

  function draw(): void {
    tray?.setImage(loadImage(options.images, model))
    tray?.setTitle(model.title, { fontType: 'monospacedDigit' })
    tray?.setToolTip(`${app.name}: ${model.tooltip}`)
  }

  function put(): Tray {
    const made = new Tray(loadImage(options.images, model))
    // Two quick clicks are two clicks: the second would get lost otherwise.
    made.setIgnoreDoubleClickEvents(true)
    made.on('click', (_event, bounds) => options.onToggle(bounds))
    made.on('right-click', () => made.popUpContextMenu(Menu.buildFromTemplate(trayMenu(model, options))))
    return made
  }

  return {
    update(attention) {
      model = trayModel(attention)
      draw()
    },
    setShown(isShown) {
      if (!isShown) tray?.destroy()
      tray = isShown ? (tray ?? put()) : undefined
      draw()
    },
  }
}

/** Named `…Template`, so the system draws it in the menu bar's own colour; `@2x` is found beside it. */
function loadImage(folder: string, { image }: TrayModel): Electron.NativeImage {
  const loaded = nativeImage.createFromPath(join(folder, image))
  loaded.setTemplateImage(true)
  return loaded
}

function trayMenu({ needy, tooltip }: TrayModel, { open }: TrayOptions): MenuItemConstructorOptions[] {
  const sessions = needy.map(session => ({
    label: describeSession(session),
    click: () => open({ view: 'session', session: session.address }),
  }))
  return [
    { label: tooltip, enabled: false },
    ...sessions,
    { type: 'separator' },
    { label: 'New Send', click: () => open({ view: 'compose', to: [], text: '' }) },
    { label: `Open ${app.name}`, click: () => open() },
    { type: 'separator' },
    { role: 'quit' },
  ]
}
