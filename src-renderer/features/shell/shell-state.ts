import { create } from 'zustand'

/** What of the frame is open: state of the page alone. */
export interface ShellState {
  readonly palette: { readonly isOpen: boolean; readonly start: string }
  readonly isSheetOpen: boolean
  readonly isWelcomeOpen: boolean
  /** Null: by the width of the window. */
  readonly isSidebarWide: boolean | null
  /** The inspector beside the sessions, where there is room for it. */
  readonly isInspectorShown: boolean
}

const SIDEBAR = 'comms.sidebar'
const INSPECTOR = 'comms.inspector'

export const useShell = create<ShellState>(() => ({
  palette: { isOpen: false, start: '' },
  isSheetOpen: false,
  isWelcomeOpen: false,
  isSidebarWide: readSidebar(),
  isInspectorShown: localStorage.getItem(INSPECTOR) !== 'hidden',
}))

/** @param start what stands in the box from the start, such as the prefix `@` */
export function openPalette(start = ''): void {
  useShell.setState({ palette: { isOpen: true, start }, isSheetOpen: false })
}

export function closePalette(): void {
  useShell.setState({ palette: { isOpen: false, start: '' } })
}

export function showSheet(isSheetOpen: boolean): void {
  useShell.setState({ isSheetOpen })
}

export function showWelcome(isWelcomeOpen: boolean): void {
  useShell.setState({ isWelcomeOpen })
}

export function chooseSidebar(isSidebarWide: boolean): void {
  localStorage.setItem(SIDEBAR, isSidebarWide ? 'wide' : 'narrow')
  useShell.setState({ isSidebarWide })
}

export function showInspector(isInspectorShown: boolean): void {
  localStorage.setItem(INSPECTOR, isInspectorShown ? 'shown' : 'hidden')
  useShell.setState({ isInspectorShown })
}

function readSidebar(): boolean | null {
  const kept = localStorage.getItem(SIDEBAR)
  return kept === null ? null : kept === 'wide'
}
