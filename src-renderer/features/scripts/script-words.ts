import type { Script, ScriptPlan, ScriptResultState, ScriptScope } from '#contract/script.ts'

export const SCOPE_WORDS: Readonly<Record<ScriptScope, string>> = {
  none: 'Works on no session',
  one: 'Works on one session',
  many: 'Started once for each session',
  together: 'Started once for all sessions together',
}

const SHELF_WORDS: Readonly<Record<Script['shelf'], string>> = {
  own: 'Your scripts',
  'built-in': 'Built in',
  iterm2: 'iTerm2’s Scripts folder',
}

export const RESULT_WORDS: Readonly<Record<ScriptResultState, string>> = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  timed_out: 'Timed out',
  stopped: 'Stopped',
  lost: 'Lost',
}

export const RESULT_COLOURS: Readonly<Record<ScriptResultState, string>> = {
  waiting: 'text-text-3',
  running: 'text-working',
  done: 'text-done',
  failed: 'text-error',
  timed_out: 'text-error',
  stopped: 'text-blocked',
  lost: 'text-blocked',
}

const CHANGED_WORDS: Readonly<Record<ScriptPlan['approval']['changed'][number], string>> = {
  content: 'its content',
  arguments: 'its arguments',
  folder: 'its folder',
  environment: 'its environment',
}

/** Why a person is asked, in one sentence. */
export function approvalWords({ state, changed }: ScriptPlan['approval']): string {
  if (state === 'new') return 'You have not approved this script yet. Look at what would be started.'
  if (state === 'changed') {
    return `This differs from what you approved last: ${changed.map(each => CHANGED_WORDS[each]).join(', ')}.`
  }
  return 'You approved exactly this before.'
}

const SHELVES: readonly Script['shelf'][] = ['own', 'built-in', 'iterm2']
const rankOf = ({ shelf }: Script) => SHELVES.indexOf(shelf)

/** Scripts that hold every word of the search: the person's own first, then by heading. */
export function findScripts(scripts: readonly Script[], search: string): readonly Script[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return scripts
    .filter(({ id, name, description, category, kind }) => {
      const text = [id, name, description, category, kind].join(' ').toLowerCase()
      return words.every(word => text.includes(word))
    })
    .toSorted(
      (a, b) => rankOf(a) - rankOf(b) || headingOf(a).localeCompare(headingOf(b)) || a.name.localeCompare(b.name),
    )
}

/** Ours stand under what they are for, others under where they lie. */
export function headingOf({ shelf, category }: Script): string {
  return shelf === 'built-in' && category !== '' ? category : SHELF_WORDS[shelf]
}
