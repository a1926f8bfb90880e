import { useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Autocomplete, Dialog, Input, Modal, ModalOverlay, SearchField } from 'react-aria-components'
import { closePalette, useShell } from '../shell/shell-state.ts'
import { SECTIONS, type PaletteItem } from './palette-item.ts'
import { PaletteList, type PaletteSection } from './palette-list.tsx'
import { collectItems } from './palette-sources.ts'
import { rank } from './rank.ts'
import { belongsTo, readQuery } from './read-query.ts'

/** One box for everything: what to do with the selection, where to go, every command, and texts said before. */
export function Palette() {
  const { isOpen, start } = useShell(state => state.palette)
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={open => (open ? undefined : closePalette())}
      isDismissable
      className="fixed inset-0 z-20 flex justify-center bg-black/40 px-4 pt-[12vh]"
    >
      <Modal className="h-fit w-full max-w-xl overflow-hidden rounded-part border border-border bg-raised shadow-lg">
        <Dialog aria-label="Command palette" className="outline-none">
          <Box key={start} start={start} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function Box({ start }: { readonly start: string }) {
  const [text, setText] = useState(start)
  const items = useItems(setText)
  const sections = useMemo(() => arrange(items, text), [items, text])
  function run(item: PaletteItem | undefined): void {
    if (item === undefined) return
    if (item.id.startsWith('help:')) {
      item.run()
      return
    }
    closePalette()
    // Once the box has given the focus back: a command acts on what had it before.
    requestAnimationFrame(() => item.run())
  }
  return (
    <Autocomplete inputValue={text} onInputChange={setText}>
      <SearchField
        aria-label="Find a session, a place or a command"
        autoFocus
        onSubmit={() => run(sections[0]?.items[0])}
        className="flex h-12 items-center gap-2 border-b border-border px-4"
      >
        <Search size={16} aria-hidden className="shrink-0 text-text-3" />
        <Input
          role="combobox"
          aria-expanded="true"
          placeholder="Find a session, a place or a command"
          className="min-w-0 flex-1 bg-transparent text-title outline-none placeholder:text-text-3 [&::-webkit-search-cancel-button]:hidden"
        />
        <kbd className="font-sans text-small text-text-3">? for help</kbd>
      </SearchField>
      <PaletteList sections={sections} onRun={run} />
    </Autocomplete>
  )
}

/** Read once, when the box opens: rows that move under the finger are pressed by mistake. */
function useItems(type: (text: string) => void): readonly PaletteItem[] {
  const navigate = useNavigate()
  const [items] = useState(() =>
    collectItems({
      go: (path, filter) => void navigate({ to: path, search: filter === undefined ? {} : { q: filter } }),
      type,
    }),
  )
  return items
}

function arrange(items: readonly PaletteItem[], text: string): readonly PaletteSection[] {
  const { prefix, words } = readQuery(text)
  const fitting = items.filter(item => belongsTo(item, prefix))
  return SECTIONS.map(({ id, title }) => ({
    id,
    title,
    items: rank(
      fitting.filter(({ section }) => section === id),
      words,
    ),
  })).filter(section => section.items.length > 0)
}
