import { create } from 'zustand'
import { useSelection } from '../../stores/selection.ts'

interface ScriptState {
  /** Id of the script that is shown, or null for the first one. */
  readonly shown: string | null
  readonly search: string
  /** Values the person gave, by script and parameter. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Targets beside those chosen on the sessions page. */
  readonly targets: readonly string[]
  /** Run whose console is shown, by script. */
  readonly runs: Readonly<Record<string, string>>
}

/** What the person does on this page; it stays while they look elsewhere. */
export const useScriptState = create<ScriptState>(() => ({
  shown: null,
  search: '',
  values: {},
  targets: [],
  runs: {},
}))

export function showScript(id: string): void {
  useScriptState.setState({ shown: id })
}

export function searchScripts(search: string): void {
  useScriptState.setState({ search })
}

export function setValue(script: string, name: string, value: string): void {
  useScriptState.setState(({ values }) => ({ values: { ...values, [script]: { ...values[script], [name]: value } } }))
}

export function showRun(script: string, runId: string): void {
  useScriptState.setState(({ runs }) => ({ runs: { ...runs, [script]: runId } }))
}

/** Adds or takes away a target, whichever list it is in. */
export function addScriptTarget(target: string): void {
  useScriptState.setState(({ targets }) => ({ targets: [...new Set([...targets, target])] }))
}

export function removeScriptTargets(gone: readonly string[]): void {
  const stays = (target: string) => !gone.includes(target)
  useSelection.setState(({ chosen }) => ({ chosen: chosen.filter(stays) }))
  useScriptState.setState(({ targets }) => ({ targets: targets.filter(stays) }))
}

/** Everything the script would be run on: what is chosen on the sessions page, and what was added here. */
export function useScriptTargets(): readonly string[] {
  const chosen = useSelection(selection => selection.chosen)
  const added = useScriptState(state => state.targets)
  return [...new Set([...chosen, ...added])]
}
