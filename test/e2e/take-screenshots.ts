/**
 * Takes the pictures of `docs/screenshots` anew, from a real hub with sample agents in tmux:
 * `node test/e2e/take-screenshots.ts [folder] [scene,scene]`. Look at each of them before it is kept.
 */
import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AsyncDisposableStack } from '@whatwg-node/disposablestack'
import { launchChromium } from '../support/chromium.ts'
import { openPage, startAppHub } from './open-app.ts'
import { SCENES } from './scenes.ts'
import { openStage } from './stage.ts'

const folder = process.argv[2] ?? new URL('../../docs/screenshots', import.meta.url).pathname
const only = process.argv[3]?.split(',')

await mkdir(folder, { recursive: true })
await using opened = new AsyncDisposableStack()
const browser = await launchChromium()
opened.defer(() => browser.close())
const root = join(tmpdir(), 'src')
opened.defer(() => rm(root, { recursive: true, force: true }))
const empty = opened.use(await startAppHub())
const full = opened.use(await startAppHub())
await openStage(full, root)
const hubs = { empty, full }

for (const scene of SCENES.filter(({ name }) => only?.includes(name) ?? true)) {
  for (const width of scene.widths ?? [1100]) {
    for (const theme of ['dark', 'light'] as const) {
      const { storage = {}, hub = 'full', isNew = false } = scene
      await using view = await openPage(browser, hubs[hub], {
        width,
        isNew,
        storage: { 'comms.theme': theme, ...storage },
        reducedMotion: 'reduce',
      })
      await scene.play(view.page, hubs[hub])
      await view.page.waitForTimeout(300)
      const name = [scene.name, width === 1100 ? [] : width, theme].flat().join('-')
      await view.page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' })
      console.log(name)
      await scene.after?.(hubs[hub])
    }
  }
}
