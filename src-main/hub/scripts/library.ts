import { basename } from 'node:path'
import { HubError } from '#contract/errors.ts'
import type { Script, ScriptHeader, ScriptKind, ScriptProblem, ScriptShelf } from '#contract/script.ts'
import { readScriptHeader, USUAL_TIMEOUT, type HeaderReading } from '#domain/script-header.ts'
import { kindOfScript, stemOfScript } from '#domain/script-kind.ts'
import { findScript } from '#domain/script-names.ts'
import { visibleLine } from '#domain/sanitize.ts'
import { readScriptFile, type ScriptFileReading } from '#platform/script-file.ts'
import { listScriptFolder, type FoundFile } from '#platform/script-folder.ts'
import type { ScriptPlaces } from './places.ts'

/** A script with what its file held when it was looked at. */
export interface LibraryScript {
  readonly script: Script
  readonly reading: ScriptFileReading
}

export interface ScriptListing {
  readonly scripts: readonly LibraryScript[]
  readonly problems: readonly string[]
}

/** When a script was last run, by its id. */
export type LastRuns = ReadonlyMap<string, NonNullable<Script['lastRun']>>

/** Reads every shelf anew: what is shown is what lies there now. A file that will not do is listed with its reason. */
export function listLibrary(places: ScriptPlaces, lastRuns: LastRuns): ScriptListing {
  const listings = places.shelves.map(shelf => ({ shelf, ...listScriptFolder(shelf.path, shelf) }))
  const scripts = listings.flatMap(({ shelf: { shelf, trusted }, files, bundles }) => [
    ...files.flatMap(found => {
      const kind = kindOfScript(found.path)
      if (kind === undefined) return []
      return [readScript(places, { shelf, kind, found, reading: readScriptFile(found.file, { trusted }) })]
    }),
    ...bundles.map(found => readScript(places, { shelf, kind: 'python', found, reading: BUNDLE })),
  ])
  return {
    scripts: scripts.map(one => ({ ...one, script: { ...one.script, lastRun: lastRuns.get(one.script.id) ?? null } })),
    problems: listings.flatMap(({ problems }) => problems.map(({ message }) => visibleLine(message))),
  }
}

/** The one script a person means, read now. */
export function getScript(places: ScriptPlaces, lastRuns: LastRuns, asked: string): LibraryScript {
  const { scripts } = listLibrary(places, lastRuns)
  const found = findScript(
    scripts.map(({ script }) => script),
    asked,
  )
  switch (found.kind) {
    case 'found':
      return scripts.find(({ script }) => script === found.script) as LibraryScript
    case 'ambiguous':
      throw new HubError('ambiguous', `"${asked}" means ${found.candidates.length} scripts`, {
        hint: `Use one of: ${found.candidates.join(', ')}`,
        data: { name: asked, candidates: found.candidates },
      })
    case 'not_found':
      throw new HubError('not_found', `There is no script ${visibleLine(asked, 200)}`, {
        hint: found.near.length > 0 ? `Did you mean ${found.near.join(', ')}?` : 'comms script ls lists the library.',
        data: { what: 'script', name: asked, near: found.near },
      })
  }
}

/** A folder with a Python environment of its own: only iTerm2 knows how to start it. */
const BUNDLE: ScriptFileReading = {
  kind: 'refused',
  message: 'is a folder with a Python environment of its own; start it from the Scripts menu of iTerm2',
}

interface Finding {
  readonly shelf: ScriptShelf
  readonly kind: ScriptKind
  readonly found: FoundFile
  readonly reading: ScriptFileReading
}

function readScript(places: ScriptPlaces, { shelf, kind, found, reading }: Finding): LibraryScript {
  const text = reading.kind === 'read' ? reading.text : null
  const header: HeaderReading = text === null ? { kind: 'none' } : readScriptHeader(text, kind)
  const facts = header.kind === 'header' ? header.header : guessHeader(shelf, kind, found)
  const script: Script = {
    ...facts,
    id: `${shelf}/${visibleLine(found.path)}`,
    shelf,
    kind,
    file: found.file,
    hasHeader: header.kind === 'header',
    hash: reading.kind === 'read' ? reading.hash : null,
    problems: findProblems(places, { shelf, kind, found, reading }, header, facts),
    lastRun: null,
  }
  return { script, reading }
}

function findProblems(
  places: ScriptPlaces,
  { found, reading }: Finding,
  header: HeaderReading,
  facts: ScriptHeader,
): ScriptProblem[] {
  const file = reading.kind === 'refused' ? [`${visibleLine(basename(found.path))} ${reading.message}`] : []
  const name = visibleLine(found.path) === found.path ? [] : ['its name holds control characters; rename it']
  const lines = header.kind === 'bad' ? header.problems.map(({ line, message }) => `line ${line}: ${message}`) : []
  const missing = facts.needs.map(need => places.missing(need)).filter(words => words !== undefined)
  return [
    ...[...file, ...name].map(message => ({ kind: 'file' as const, message })),
    ...lines.map(message => ({ kind: 'header' as const, message: visibleLine(message, 300) })),
    ...missing.map(message => ({ kind: 'machine' as const, message })),
  ]
}

/** What can be said of a script without a header: it is called like its file and works on nothing. */
function guessHeader(shelf: ScriptShelf, kind: ScriptKind, { path }: FoundFile): ScriptHeader {
  return {
    name: visibleLine(stemOfScript(basename(path))),
    description: '',
    category: '',
    targets: 'none',
    needs: shelf === 'iterm2' ? ['iterm2'] : kind === 'applescript' ? ['macos'] : [],
    parameters: [],
    timeoutSeconds: USUAL_TIMEOUT,
  }
}
