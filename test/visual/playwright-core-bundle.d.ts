/** What `compare.ts` uses of Playwright's own bundle, which ships without types. */
declare module 'playwright-core/lib/coreBundle' {
  interface Difference {
    readonly errorMessage: string
    readonly diff?: Buffer
  }

  type Compare = (actual: Buffer, expected: Buffer, limits: { maxDiffPixelRatio: number }) => Difference | null

  export const utils: { getComparator(type: string): Compare }
}
