import type { SessionState } from '#contract/session.ts'

/** In the order they are shown. */
export const SECTIONS = [
  { id: 'selection', title: 'With the selection' },
  { id: 'go', title: 'Sessions and places' },
  { id: 'commands', title: 'Commands' },
  { id: 'recent', title: 'Recent texts and templates' },
  { id: 'help', title: 'What to type first' },
] as const

export type SectionId = (typeof SECTIONS)[number]['id']

/** One row of the palette: what it is called, and what it does. */
export interface PaletteItem {
  readonly id: string
  readonly section: SectionId
  readonly title: string
  /** What tells it from others of the same name: a folder, a menu. */
  readonly note: string
  /** Shown at the end of the row. */
  readonly key?: string | undefined
  /** Of a session: its mark. */
  readonly state?: SessionState
  readonly prefix?: '@' | '#'
  run(): void
}
