import type { KeyScope } from '#contract/command-list.ts'

/** Where a key was pressed, and so which commands it may mean. */
export interface KeyPlace {
  readonly scopes: ReadonlySet<KeyScope>
  readonly isText: boolean
  readonly isDialog: boolean
  /** A tree: it goes to a row whose name is typed. */
  readonly isTree: boolean
}

const TEXT =
  'input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable=""], [contenteditable=true]'
const DIALOG = '[role=dialog], [role=alertdialog]'
const LIST = '[role=tree], [role=treegrid], [role=grid], [role=listbox]'

/** Reads the place off the page. A log says `data-scope="log"`; an open request `data-scope="request"`. */
export function findKeyPlace(target: EventTarget | null): KeyPlace {
  const element = target instanceof Element ? target : document.body
  const isText = element.closest(TEXT) !== null
  const isDialog = element.closest(DIALOG) !== null
  const scopes = new Set<KeyScope>(['app'])
  const isTree = element.closest('[role=treegrid]') !== null
  if (isDialog) return { scopes, isText, isDialog, isTree }
  if (!isText) {
    scopes.add('page')
    const log = element.closest('[data-scope=log]')
    if (log !== null) scopes.add('log')
    else if (element.closest(LIST) !== null) scopes.add('list')
    if (element.closest('[data-scope=request]') !== null) scopes.add('request')
  }
  return { scopes, isText, isDialog, isTree }
}
