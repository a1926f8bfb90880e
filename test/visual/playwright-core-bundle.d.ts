/** What `compare.ts` uses of Playwright's own bundle, which ships without types. */
declare module 'playwright-core/lib/coreBundle' {
  export const utils: { getComparator(type: string): import('./compare.ts').Compare }
}
