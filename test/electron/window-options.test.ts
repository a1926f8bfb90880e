import { describe, expect, it } from 'vitest'
import { windowOptions } from '../../src-main/electron/window-options.ts'

const STATE = { isDark: true, isOpaque: false, preload: '/app/preload.cjs', appName: 'Claude Comms' }

describe.each(['main', 'popover'] as const)('the %s window', kind => {
  const options = windowOptions(kind, STATE)

  it('[S13] says every switch of safety aloud', () => {
    expect(options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    })
    expect(options.webPreferences).not.toHaveProperty('enableBlinkFeatures')
    expect(options.webPreferences).not.toHaveProperty('additionalArguments')
  })

  it('is not seen before it is drawn, and is never white in the dark', () => {
    expect(options.show).toBe(false)
    expect(options.backgroundColor).toBe('#111214')
    expect(windowOptions(kind, { ...STATE, isDark: false }).backgroundColor).toBe('#ffffff')
    expect(options.transparent).toBeUndefined()
  })
})

it('lets the sidebar shine through only where the person has nothing against it', () => {
  expect(windowOptions('main', STATE)).toMatchObject({ vibrancy: 'sidebar', titleBarStyle: 'hiddenInset' })
  expect(windowOptions('main', { ...STATE, isOpaque: true }).vibrancy).toBeUndefined()
})

it('fits the narrowest width the page is made for', () => {
  expect(windowOptions('main', STATE).minWidth).toBe(640)
})
