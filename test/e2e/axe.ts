import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

type RunOnly = { type: 'tag' | 'rule'; values: string[] }

const TAGS: RunOnly = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }
const COLOURS: RunOnly = { type: 'rule', values: ['color-contrast'] }

/** For `openPage`: the theme that `look` begins with, and nothing moves while colours are compared. */
export const LOOK = { storage: { 'comms.theme': 'dark' }, reducedMotion: 'reduce' } as const

/**
 * Each broken rule of WCAG with the elements that break it, in both themes. The themes share every element, so in the
 * light one only colours are looked at.
 */
export async function look(page: Page, what: string): Promise<string[]> {
  const broken = await analyze(page, `${what}, dark`, TAGS)
  await show(page, 'light')
  broken.push(...(await analyze(page, `${what}, light`, COLOURS)))
  await show(page, 'dark')
  return broken
}

/** As the choice in the settings does it, without leaving what is on the screen. */
async function show(page: Page, theme: 'dark' | 'light'): Promise<void> {
  await page.evaluate(chosen => void (document.documentElement.dataset['theme'] = chosen), theme)
}

async function analyze(page: Page, what: string, runOnly: RunOnly): Promise<string[]> {
  // In the page itself: it has no frames, and a blank page for each result takes longer than the rules.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ runOnly, resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  return violations.map(
    ({ id, nodes }) =>
      `${what}: ${id}\n${nodes.map(node => `  ${node.html.slice(0, 200)}\n  ${node.failureSummary ?? ''}`).join('\n')}`,
  )
}
