import { Search, TriangleAlert } from 'lucide-react'
import { Header, Input, ListBox, ListBoxItem, ListBoxSection, SearchField } from 'react-aria-components'
import type { Script } from '#contract/script.ts'
import { searchScripts, showScript, useScriptState } from './script-state.ts'
import { headingOf } from './script-words.ts'

/** Every script that fits the search, under its heading. One that cannot be run is marked, not hidden. */
export function ScriptList({
  scripts,
  shown,
  problems,
}: {
  readonly scripts: readonly Script[]
  readonly shown: string | null
  readonly problems: readonly string[]
}) {
  const search = useScriptState(state => state.search)
  const headings = Map.groupBy(scripts, headingOf)
  return (
    <div className="flex w-[280px] shrink-0 flex-col border-r border-border max-[900px]:max-h-[40vh] max-[900px]:w-full max-[900px]:border-r-0 max-[900px]:border-b">
      <SearchField aria-label="Search scripts" value={search} onChange={searchScripts} className="relative m-2 mb-0">
        <Search size={14} aria-hidden className="absolute top-2 left-2 text-text-3" />
        <Input
          placeholder="Search scripts"
          className="h-7.5 w-full rounded-control border border-border-strong bg-canvas pr-2 pl-7 placeholder:text-text-3"
        />
      </SearchField>
      {problems.map(problem => (
        <p key={problem} className="foreign m-2 mb-0 rounded-control bg-chip-blocked p-2 text-small">
          {problem}
        </p>
      ))}
      <ListBox
        aria-label="Scripts"
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={shown === null ? [] : [shown]}
        onSelectionChange={keys => keys !== 'all' && showScript(String([...keys][0]))}
        className="min-h-0 flex-1 overflow-auto p-2 outline-none"
      >
        {[...headings].map(([heading, ofIt]) => (
          <ListBoxSection key={heading} id={heading}>
            <Header className="px-2 pt-2 pb-1 text-small font-semibold text-text-2">{heading}</Header>
            {ofIt.map(script => (
              <ScriptRow key={script.id} script={script} />
            ))}
          </ListBoxSection>
        ))}
      </ListBox>
    </div>
  )
}

function ScriptRow({ script }: { readonly script: Script }) {
  const [problem] = script.problems
  return (
    <ListBoxItem
      id={script.id}
      textValue={script.name}
      className="flex h-8 cursor-default items-center gap-2 rounded-control px-2 outline-none hover:bg-hover selected:bg-selected focus-visible:outline-2"
    >
      <span className={`foreign min-w-0 flex-1 truncate ${problem === undefined ? '' : 'text-text-2'}`}>
        {script.name}
      </span>
      {problem !== undefined && (
        <TriangleAlert size={14} role="img" aria-label="cannot run" className="shrink-0 text-blocked" />
      )}
    </ListBoxItem>
  )
}
