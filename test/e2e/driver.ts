import type { Locator, Page } from 'playwright-core'

/** Words for what a person does on the page, found by role and name as a screen reader finds it. */
function tree(page: Page): Locator {
  return page.getByRole('treegrid', { name: 'Sessions' })
}

/** The row of a session (or of a window, group, folder) in the tree. */
export function row(page: Page, name: string): Locator {
  return tree(page).getByRole('row', { name, exact: true })
}

export function messageField(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Message' })
}

/** The button that sends, whatever it says it will do. */
export function sendButton(page: Page): Locator {
  return page
    .getByRole('region', { name: 'Send', exact: true })
    .getByRole('button', { name: /^(Send\b|Nothing to send)/ })
}

export function preview(page: Page): Locator {
  return page.getByRole('region', { name: 'Preview' })
}

/** The receipts of the message shown above the composer. */
export function receipts(page: Page): Locator {
  return page.getByRole('region', { name: 'Receipts', exact: true })
}

/** The receipt of one target. */
export function receipt(page: Page, name: string): Locator {
  return receipts(page).getByRole('listitem').filter({ hasText: name }).first()
}

/** Waits until the receipt of a target has come this far. */
export async function untilReceipt(page: Page, name: string, state: string): Promise<void> {
  await receipts(page).locator(`li[data-state=${state}]`).filter({ hasText: name }).waitFor()
}

/** Chooses exactly these sessions, by mouse. */
export async function chooseRows(page: Page, ...names: readonly string[]): Promise<void> {
  for (const [place, name] of names.entries())
    await row(page, name).click(place === 0 ? {} : { modifiers: ['ControlOrMeta'] })
}

/** Writes into the composer and sends with the button. */
export async function write(page: Page, text: string): Promise<void> {
  await messageField(page).fill(text)
}

export async function sendNow(page: Page): Promise<void> {
  await sendButton(page).click()
}

/** Names of the chosen rows, from top to bottom. */
export async function chosenNames(page: Page): Promise<readonly string[]> {
  return tree(page)
    .locator('[role=row][aria-selected=true]')
    .evaluateAll(rows => rows.map(one => one.getAttribute('aria-label') ?? one.textContent))
}

/** The page as the popover of the menu bar has it. */
export async function openPopover(page: Page): Promise<void> {
  await page.setViewportSize({ width: 360, height: 560 })
  await page.evaluate(() => (location.hash = '#/popover'))
  await page.getByRole('region', { name: 'Quick send' }).waitFor()
}

/** Goes to a place by its link. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('link', { name: new RegExp(`^${place}`) })
    .click()
  await page.getByRole('heading', { level: 1 }).filter({ hasText: place }).waitFor()
}
