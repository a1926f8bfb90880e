import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openRecorder, type RecorderPane } from '../support/panes.ts'
import type { TempHub } from '../support/temp-hub.ts'
import { describeInBrowser } from './browser.ts'
import { chosenNames, messageField, receipts, row, untilReceipt } from './driver.ts'
import { takeMouse, type Hands } from './keyboard.ts'
import { startAppHub } from './open-app.ts'
import { usePage } from './use-page.ts'

describeInBrowser('the app by keyboard alone', () => {
  let hub: TempHub
  let hands: Hands
  const agents: Record<string, RecorderPane> = {}

  beforeAll(async () => {
    hub = await startAppHub()
    for (const name of ['api', 'docs', 'web']) agents[name] = await openRecorder(hub, { name }, { name })
  })

  const app = usePage(() => hub, { storage: { 'comms.countdown': '0' } })

  beforeEach(async () => {
    hands = takeMouse(app.page)
    await row(app.page, 'web').waitFor()
  })

  afterAll(() => hub[Symbol.asyncDispose]())

  it('finds, chooses, writes, sends and sees the proof', async () => {
    const { page } = app

    await hands.press('Tab')
    await hands.moveTo(/^row /)
    await hands.press('ArrowDown')
    await hands.press('Shift+ArrowDown')
    expect(await chosenNames(page)).toEqual(['api', 'docs'])
    await hands.press('c')
    expect(await hands.focused()).toMatch(/^textarea Message/)
    await hands.type('by keyboard alone')
    await hands.press('ControlOrMeta+Enter')
    await untilReceipt(page, 'api', 'confirmed')
    await untilReceipt(page, 'docs', 'confirmed')

    expect(agents['api']?.log().submits).toEqual(['by keyboard alone'])
    expect(agents['docs']?.log().submits).toEqual(['by keyboard alone'])
    expect(agents['web']?.log().submits).toEqual([])
    await hands.press('Tab')
    await hands.moveTo(/Put the receipts away/, 'Shift+Tab')
    await hands.press('Enter')
    await receipts(page).waitFor({ state: 'detached' })
  })

  it('chooses with arrows, shift, X and ⌘A, and lets go step by step with Escape', async () => {
    const { page } = app
    await hands.press('Tab')
    await hands.moveTo(/^row /)
    await hands.press('End')
    expect(await chosenNames(page)).toEqual(['web'])

    await hands.press('ControlOrMeta+a')
    expect(await chosenNames(page)).toEqual(['api', 'docs', 'web'])
    await hands.press('Escape')
    expect(await chosenNames(page)).toEqual([])
    await hands.press('x')
    expect(await chosenNames(page)).toEqual(['web'])
    await hands.press('x')
    expect(await chosenNames(page)).toEqual([])
  })

  it('chooses all of a window with Return, and writes to them with another', async () => {
    const { page } = app
    await hands.press('Tab')
    await hands.moveTo(/^row /)
    await hands.press('Home')
    await hands.press('Enter')
    expect(await chosenNames(page)).toEqual(['api', 'docs', 'web'])
    await hands.press('Enter')

    await page.locator('textarea:focus').waitFor()
    expect(await messageField(page).inputValue()).toBe('')
  })

  it('goes everywhere by the palette and comes back to where it was', async () => {
    const { page } = app
    await hands.press('Tab')
    await hands.moveTo(/^row /)
    const before = await hands.focused()

    await hands.press('ControlOrMeta+k')
    await page.getByRole('dialog', { name: 'Command palette' }).waitFor()
    await hands.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await hands.focused()).toBe(before)

    await hands.press('ControlOrMeta+k')
    await hands.type('doctor')
    await hands.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Doctor' }).waitFor()
    expect(page.url()).toMatch(/#\/doctor$/)
  })

  it('finds a row by its typed name, whose letters are no commands', async () => {
    const { page } = app
    await hands.press('Tab')
    await hands.moveTo(/^row /)

    // C alone would open the composer.
    await page.keyboard.type('doc')

    expect(await hands.focused()).toMatch(/^row docs/)
  })

  it('offers the keys of the tree in the palette, which gives the focus back before it acts', async () => {
    const { page } = app
    await hands.press('Tab')
    await hands.moveTo(/^row /)
    await hands.press('Home')
    await hands.press('ArrowDown')
    expect(await chosenNames(page)).toEqual(['api'])

    await choose('extend selection down')
    expect(await chosenNames(page)).toEqual(['api', 'docs'])
    await choose('select all')
    expect(await chosenNames(page)).toEqual(['api', 'docs', 'web'])
    await choose('hide inspector')
    await page.getByRole('complementary').waitFor({ state: 'detached' })
    await choose('hide inspector')
    await page.getByRole('complementary').waitFor()
    await choose('clear selection')
    expect(await chosenNames(page)).toEqual([])

    async function choose(words: string): Promise<void> {
      await hands.press('ControlOrMeta+k')
      await page.getByRole('dialog', { name: 'Command palette' }).waitFor()
      await hands.type(words)
      await hands.press('Enter')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.waitForTimeout(100)
    }
  })

  it('goes to places by sequences, never while text is written', async () => {
    const { page } = app
    await hands.press('Tab')
    await hands.moveTo(/^row /)
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await page.getByRole('heading', { level: 1, name: /Sessions/ }).waitFor()

    await page.keyboard.press('c')
    await page.keyboard.type('gaga c x')

    expect(await messageField(page).inputValue()).toBe('gaga c x')
    expect(page.url()).toMatch(/#\/sessions/)
  })
})
