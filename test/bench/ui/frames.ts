import type { Page } from 'playwright-core'

/** How smooth a page was, from the time between its frames. */
export interface Frames {
  readonly perSecond: number
  /** Milliseconds. */
  readonly p95: number
  readonly longest: number
}

/** Samples every frame for `ms` while `each` runs in the page before each of them. */
export async function sampleFrames(page: Page, ms: number, scroller?: string): Promise<Frames> {
  return page.evaluate(
    ([span, selector]) =>
      new Promise<Frames>(resolve => {
        const element = selector === undefined ? null : document.querySelector(selector)
        const gaps: number[] = []
        const start = performance.now()
        let last = start
        let step = 37
        function frame(now: number): void {
          gaps.push(now - last)
          last = now
          if (element !== null) {
            const end = element.scrollHeight - element.clientHeight
            if (element.scrollTop >= end - 1) step = -37
            if (element.scrollTop <= 0) step = 37
            element.scrollTop += step
          }
          if (now - start < span) {
            requestAnimationFrame(frame)
            return
          }
          const sorted = gaps.slice(2).toSorted((a, b) => a - b)
          resolve({
            perSecond: (gaps.length / (now - start)) * 1_000,
            p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
            longest: sorted.at(-1) ?? 0,
          })
        }
        requestAnimationFrame(frame)
      }),
    [ms, scroller] as const,
  )
}
