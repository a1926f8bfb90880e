import { create } from 'zustand'
import type { Opening, PageFrame, ShellFrame, ShellPreferences } from '#contract/shell.ts'

type HubDown = Omit<Extract<ShellFrame, { kind: 'hub_down' }>, 'kind'>

/** What the app's shell has told this page. A page in a browser has none and does without. */
export interface ShellPort {
  readonly isThere: boolean
  readonly isFullScreen: boolean
  readonly preferences: ShellPreferences | null
  /** Set from the end of the hub until it answers again. */
  readonly hubDown: HubDown | null
}

export const useShellPort = create<ShellPort>(() => ({
  isThere: false,
  isFullScreen: false,
  preferences: null,
  hubDown: null,
}))

export interface ShellActions {
  run(command: Extract<ShellFrame, { kind: 'run' }>['command']): void
  open(opening: Opening): void
}

let port: MessagePort | undefined
let actions: ShellActions | undefined
/** What the shell asked before the page could do it. */
let early: ShellFrame[] = []

/** Takes the shell's port when it is handed over. Called before anything is awaited, or the port would be missed. */
export function listenForShell(): void {
  window.addEventListener('message', event => {
    const [given] = event.ports
    if (event.source !== window || event.data !== 'comms:shell' || given === undefined) return
    port = given
    port.addEventListener('message', ({ data }) => take(data as ShellFrame))
    port.start()
    useShellPort.setState({ isThere: true })
  })
}

/** The page can act now: what was asked meanwhile is done first. @returns stops acting */
export function actForShell(acting: ShellActions): () => void {
  actions = acting
  const waiting = early
  early = []
  waiting.forEach(take)
  return () => {
    actions = undefined
  }
}

export function tellShell(frame: PageFrame): void {
  port?.postMessage(frame)
}

export function restartHub(): void {
  tellShell({ kind: 'restart_hub' })
}

function take(frame: ShellFrame): void {
  switch (frame.kind) {
    case 'run':
    case 'open':
    case 'answer':
      if (actions === undefined) early.push(frame)
      else act(actions, frame)
      return
    case 'window':
      useShellPort.setState({ isFullScreen: frame.fullScreen })
      return
    case 'preferences':
      useShellPort.setState({ preferences: frame.values })
      return
    case 'hub_down':
      useShellPort.setState({ hubDown: { reason: frame.reason, retryInMs: frame.retryInMs } })
      return
    default:
  }
}

function act(acting: ShellActions, frame: Extract<ShellFrame, { kind: 'run' | 'open' | 'answer' }>): void {
  if (frame.kind === 'run') acting.run(frame.command)
  else if (frame.kind === 'open') acting.open(frame.opening)
  // An answer is given where the request is in view: the button leads there and types nothing by itself.
  else acting.open({ view: 'session', session: frame.session })
}
