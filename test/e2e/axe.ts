import axe from 'axe-core'
import type { Page } from 'playwright-core'

type RunOnly = { type: 'tag' | 'rule'; values: string[] }

const TAGS: RunOnly = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }
const COLOURS: RunOnly = { type: 'rule', values: ['color-contrast'] }
const BEHIND: RunOnly = { type: 'rule', values: ['aria-hidden-focus', 'aria-hidden-body'] }

/** For `openPage`: the theme that `look` begins with, and nothing moves while colours are compared. */
export const LOOK = { storage: { 'comms.theme': 'dark' }, reducedMotion: 'reduce' } as const

/** Makes a page narrow for `look`, and still. */
export async function makeNarrow(page: Page): Promise<void> {
  await page.setViewportSize({ width: 640, height: 720 })
  await page.emulateMedia({ reducedMotion: 'reduce' })
}

/**
 * Each broken rule of WCAG with the elements that break it, in both themes. The themes share every element, so in the
 * light one only colours are looked at.
 */
export async function look(page: Page, what: string, part = 'html'): Promise<string[]> {
  await bringAxe(page)
  await show(page, 'dark')
  const broken = await analyze(page, `${what}, dark`, TAGS, part)
  await show(page, 'light')
  broken.push(...(await analyze(page, `${what}, light`, COLOURS, part)))
  await show(page, 'dark')
  return broken
}

/** The same of the sheet that is open. The page behind it is looked at without it; here it must only be out of reach. */
export async function lookAtSheet(page: Page, what: string): Promise<string[]> {
  const broken = await look(page, what, '[role=dialog]')
  return [...broken, ...(await analyze(page, `behind ${what}`, BEHIND, 'html'))]
}

/** Once for each page: reading its source takes longer than its rules. */
async function bringAxe(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
}

/** As the choice in the settings does it, without leaving what is on the screen. */
async function show(page: Page, theme: 'dark' | 'light'): Promise<void> {
  await page.evaluate(chosen => void (document.documentElement.dataset['theme'] = chosen), theme)
}

async function analyze(page: Page, what: string, runOnly: RunOnly, part: string): Promise<string[]> {
  const violations = await page.evaluate(
    async ([where, only]) => {
      const here = (window as unknown as { axe: typeof axe }).axe
      // No rule of ours reads style sheets or films, which would be loaded first.
      const options = { runOnly: only, resultTypes: ['violations' as const], preload: false }
      return (await here.run(where, options)).violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(({ html, failureSummary = '' }) => ({ html, failureSummary })),
      }))
    },
    [part, runOnly] as const,
  )
  return violations.map(
    ({ id, nodes }) =>
      `${what}: ${id}\n${nodes.map(node => `  ${node.html.slice(0, 200)}\n  ${node.failureSummary}`).join('\n')}`,
  )
}
