import type { Page } from 'playwright-core'

/** Somebody without a mouse. After every key the focus is on something, and it can be seen where. */
export interface Hands {
  press(key: string, times?: number): Promise<void>
  type(text: string): Promise<void>
  /** Presses Tab (or another key) until an element of this name has the focus; fails after a whole round. */
  moveTo(name: RegExp, key?: string): Promise<void>
  /** What a screen reader would call the focused element. */
  focused(): Promise<string>
}

const LONGEST_WAY = 60

/** Takes the mouse away: every mouse call fails from now on. */
export function takeMouse(page: Page): Hands {
  const forbidden = () => {
    throw new Error('this path is for the keyboard alone')
  }
  for (const call of ['click', 'dblclick', 'move', 'down', 'up', 'wheel'] as const) page.mouse[call] = forbidden
  for (const call of ['click', 'dblclick', 'hover', 'tap', 'check', 'dragAndDrop'] as const) page[call] = forbidden

  async function press(key: string, times = 1): Promise<void> {
    for (let pressed = 0; pressed < times; pressed++) {
      await page.keyboard.press(key)
      await checkFocus(page, key)
    }
  }

  const focused = () => page.evaluate(nameOfFocus)

  return {
    press,
    focused,
    async type(text) {
      await page.keyboard.type(text)
      await checkFocus(page, text)
    },
    async moveTo(name, key = 'Tab') {
      const seen: string[] = []
      while (seen.length < LONGEST_WAY) {
        const at = await focused()
        if (name.test(at)) return
        seen.push(at)
        await press(key)
      }
      throw new Error(`${key} never came to ${name}:\n${seen.join('\n')}`)
    },
  }
}

/**
 * Focus that falls to the body is lost; focus that shows no ring is lost for whoever looks. On its way into a dialog that
 * opens it is nowhere for a moment.
 */
async function checkFocus(page: Page, after: string): Promise<void> {
  try {
    await page.waitForFunction(isFocusShown, null, SOON)
  } catch {
    const at = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))
    throw new Error(`nothing shows the focus after ${after}: ${at}`)
  }
}

const SOON = { timeout: 2_000 }

function isFocusShown(): boolean {
  const element = document.activeElement
  if (!(element instanceof HTMLElement) || element === document.body) return false
  if (element.matches('[role=dialog], [role=alertdialog], main, h1, h2, input, textarea, [data-focused]')) return true
  return [element, element.parentElement, element.parentElement?.parentElement].some(one => {
    if (!one) return false
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
  })
}

function nameOfFocus(): string {
  const element = document.activeElement
  if (!(element instanceof HTMLElement)) return ''
  const labelled = element.getAttribute('aria-labelledby')?.split(' ') ?? []
  const words = labelled.map(id => document.querySelector(`#${CSS.escape(id)}`)?.textContent ?? '').join(' ')
  const label = element.getAttribute('aria-label') ?? (words === '' ? element.textContent : words)
  return `${element.getAttribute('role') ?? element.tagName.toLowerCase()} ${label.trim().slice(0, 80)}`
}
