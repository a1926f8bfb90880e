import type { Page } from 'playwright-core'

/** Everything a page did that no page of ours may do: errors, warnings of the browser's policy, requests that failed. */
export interface PageFaults {
  readonly found: readonly string[]
  /** What this test brings about on purpose, such as an answer of 400; the rest still counts. */
  allow(pattern: RegExp): void
  /** Forgets what was found and what was allowed: another test begins. */
  begin(): void
  /** Throws when there is any. */
  check(): void
}

/** Watches a page from its first byte on. */
export function watchFaults(page: Page): PageFaults {
  const all: string[] = []
  const allowed: RegExp[] = []
  const found = () => all.filter(fault => !allowed.some(pattern => pattern.test(fault)))

  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') all.push(`console: ${message.text()}`)
  })
  page.on('pageerror', error => all.push(`error: ${error.stack ?? error.message}`))
  page.on('requestfailed', request => {
    const reason = request.failure()?.errorText ?? ''
    // A question the page took back itself, because a newer one made it pointless.
    if (reason !== 'net::ERR_ABORTED') all.push(`request: ${request.method()} ${request.url()} ${reason}`)
  })
  page.on('request', request => {
    const url = new URL(request.url())
    const isOwn = url.hostname === '127.0.0.1' || url.protocol === 'blob:' || url.protocol === 'data:'
    if (!isOwn) all.push(`leaves the machine: ${request.url()}`)
  })

  return {
    get found() {
      return found()
    },
    begin() {
      all.length = 0
      allowed.length = 0
    },
    allow: pattern => void allowed.push(pattern),
    check() {
      if (found().length > 0) throw new Error(`the page is not clean:\n${found().join('\n')}`)
    },
  }
}
