import {
  Collection,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  ListLayout,
  Virtualizer,
} from 'react-aria-components'
import { StateGlyph } from '../../components/state-glyph.tsx'
import { STATE_WORDS } from '../../lib/words.ts'
import type { PaletteItem, SectionId } from './palette-item.ts'

export interface PaletteSection {
  readonly id: SectionId
  readonly title: string
  readonly items: readonly PaletteItem[]
}

/** In pixels. */
const ROW = 32
const HEADING = 28
const TALLEST = 416

/** The rows that fit, in a window over all of them. */
export function PaletteList({
  sections,
  onRun,
}: {
  readonly sections: readonly PaletteSection[]
  onRun(item: PaletteItem | undefined): void
}) {
  const byId = new Map(sections.flatMap(({ items }) => items.map(item => [item.id, item] as const)))
  if (byId.size === 0) {
    return (
      <p role="status" className="px-4 py-6 text-center text-text-2">
        Nothing fits. Type less, or ? for help.
      </p>
    )
  }
  const height = Math.min(TALLEST, byId.size * ROW + sections.length * HEADING + 8)
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: ROW, headingHeight: HEADING, padding: 4 }}>
      <ListBox
        aria-label="What fits"
        items={sections}
        onAction={id => onRun(byId.get(String(id)))}
        className="group/list overflow-auto outline-none"
        style={{ height }}
      >
        {section => (
          <ListBoxSection id={section.id}>
            <Header className="flex h-7 items-end px-4 pb-1 text-meta font-semibold text-text-3">
              {section.title}
            </Header>
            <Collection items={section.items}>
              {item => <Row item={item} isFirst={item === sections[0]?.items[0]} />}
            </Collection>
          </ListBoxSection>
        )}
      </ListBox>
    </Virtualizer>
  )
}

/** Until the person moves, ⏎ takes the first row, so that one looks taken. */
function Row({ item, isFirst }: { readonly item: PaletteItem; readonly isFirst: boolean }) {
  return (
    <ListBoxItem
      id={item.id}
      textValue={item.title}
      className={`mx-1.5 flex h-8 cursor-default items-center gap-2 rounded-control px-2.5 outline-none hover:bg-hover data-[focused]:bg-selected ${isFirst ? 'group-[:not(:has([data-focused]))]/list:bg-selected' : ''}`}
    >
      {item.state !== undefined && <StateGlyph state={item.state} label={STATE_WORDS[item.state]} />}
      <span className="foreign max-w-[70%] shrink-0 truncate">{item.title}</span>
      <span className="foreign min-w-0 flex-1 truncate text-small text-text-2">{item.note}</span>
      {item.key !== undefined && <kbd className="shrink-0 font-sans text-small text-text-2">{item.key}</kbd>}
    </ListBoxItem>
  )
}
