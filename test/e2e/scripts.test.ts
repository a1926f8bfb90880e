import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRecorder } from '../support/panes.ts'
import { ownScript } from '../support/scripts.ts'
import type { TempHub } from '../support/temp-hub.ts'
import { look, lookAtSheet, makeNarrow } from './axe.ts'
import { describeInBrowser } from './browser.ts'
import { chooseRows, goTo } from './driver.ts'
import { startAppHub } from './open-app.ts'
import { usePage } from './use-page.ts'

const PATIENCE = { timeout: 90_000 }

const GREET = `# @name Greet
# @description Says a word to each.
# @targets many
# @param word text The word
# @param loud flag In capitals
printf '\\033[32m%s\\033[0m %s \\033]52;c;aGVsbG8=\\007\\033[2J\\n' "$COMMS_PARAM_WORD" "$COMMS_TARGET_NAME"
[ "$COMMS_TARGET_NAME" != web ] || { echo 'no good' >&2; exit 4; }
`

describeInBrowser('the scripts of the app', () => {
  let hub: TempHub

  beforeAll(async () => {
    hub = await startAppHub()
    for (const name of ['api', 'web', 'docs']) await openRecorder(hub, { name }, { name })
    await ownScript(hub, 'greet.sh', GREET)
    await ownScript(hub, 'broken.sh', '# @name Broken\n# @targets everyone\n')
  }, PATIENCE.timeout)

  const app = usePage(() => hub)

  afterAll(async () => {
    const bugs = await hub.bugs()
    await hub[Symbol.asyncDispose]()
    if (bugs.length > 0) throw new Error(bugs.join('\n'))
  })

  const detail = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

  async function openScript(page: Page, name: string) {
    await goTo(page, 'Scripts')
    await page.getByRole('option', { name }).click()
    return detail(page, name)
  }

  it('runs one on three sessions: preview, approval, a result for each, and what they wrote', PATIENCE, async () => {
    const { page } = app
    await chooseRows(page, 'api', 'web', 'docs')
    const script = await openScript(page, 'Greet')
    await script.getByRole('textbox', { name: 'word' }).fill('$(id) "hi"')
    await script.getByRole('button', { name: 'Preview and run' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByText('You have not approved this script yet').waitFor()
    await sheet.getByText('$(id) "hi"', { exact: true }).first().waitFor()
    expect(await hub.client.scripts.runs({})).toEqual({ runs: [] })
    await sheet.getByRole('button', { name: 'Approve and run' }).click()

    const rows = script.getByRole('region', { name: 'Results' }).getByRole('row')
    await script.getByText('Failed: 2 of 3 ended well').waitFor()
    const console = script.getByRole('region', { name: 'Console' })
    await console.getByText('no good').first().waitFor()

    expect(await rows.filter({ hasText: 'web' }).textContent()).toContain('4')
    expect(await console.textContent()).toContain('$(id) "hi" api ‹1b›]52;c;aGVsbG8=‹7›‹1b›[2J')
    expect(await page.evaluate(() => navigator.clipboard.readText())).not.toBe('hello')
  })

  it('asks again when the file changed, and shows which lines did', PATIENCE, async () => {
    const { page } = app
    await writeFile(join(hub.home, 'scripts', 'greet.sh'), GREET.replace('no good', 'worse'))
    const script = await openScript(page, 'Greet')
    await script.getByRole('textbox', { name: 'word' }).fill('again')
    await script.getByRole('combobox').fill('docs')
    await page.keyboard.press('Enter')
    await script.getByRole('button', { name: 'Preview and run' }).click()

    const changes = page.getByRole('region', { name: 'Changed lines' })
    await changes.getByText('worse').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    expect((await hub.client.scripts.runs({})).runs).toHaveLength(1)
  })

  it('says why one cannot run and what is missing, finds by a word, and stops what runs', PATIENCE, async () => {
    const { page } = app
    await ownScript(hub, 'long.sh', '# @name Endless\necho started\nexec sleep 300\n')
    const broken = await openScript(page, 'broken')
    await broken.getByRole('alert').filter({ hasText: 'line 2: @targets is one of' }).waitFor()

    await page.getByRole('searchbox', { name: 'Search scripts' }).fill('endless')
    const script = detail(page, 'Endless')
    await script.getByRole('button', { name: 'Preview and run' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Approve and run' }).click()
    await script.getByText('started').first().waitFor()
    await script.getByRole('button', { name: 'Stop', exact: true }).click()
    await script.getByText('Stopped: 0 of 1 ended well').waitFor()
    await script.getByRole('region', { name: 'History' }).getByRole('listitem').getByText('Stopped').waitFor()

    await page.getByRole('searchbox', { name: 'Search scripts' }).fill('title')
    await page.getByRole('option', { name: 'Set a title' }).click()
    app.faults.allow(/status of 400/)
    await detail(page, 'Set a title').getByRole('button', { name: 'Preview and run' }).click()
    await page.getByRole('alert').filter({ hasText: 'needs a value' }).waitFor()
  })

  it('breaks no rule of WCAG with a preview and a run, also when narrow', PATIENCE, async () => {
    const { page } = app
    await makeNarrow(page)
    const script = await openScript(page, 'Roster')
    await script.getByRole('button', { name: 'Preview and run' }).click()
    await page.getByRole('dialog').waitFor()
    const broken = await lookAtSheet(page, 'preview')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Run$|run$/ })
      .click()
    await script.getByText('Done: 1 of 1 ended well').waitFor()
    await script.getByRole('region', { name: 'Console' }).getByText('recorder').first().waitFor()
    broken.push(...(await look(page, 'run')))

    expect(broken).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })
})
