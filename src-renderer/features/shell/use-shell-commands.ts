import { useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { toast } from 'sonner'
import { registerCommand } from '../../lib/commands/registry.ts'
import { useCommand } from '../../lib/commands/use-command.ts'
import { redo, undo, useUndo } from '../../lib/undo.ts'
import { errorWords } from '../../lib/words.ts'
import { setGrouping, type Grouping } from '../../stores/selection.ts'
import { openEditor } from '../schedules/schedule-state.ts'
import { PLACES } from './places.ts'
import { chooseSidebar, openPalette, showSheet, showWelcome, useShell } from './shell-state.ts'
import { useAttentionCommands } from './use-attention-commands.ts'
import { useIsSidebarWide } from './use-is-sidebar-wide.ts'

/** Offers what the frame itself can do, wherever the person is. */
export function useShellCommands(): void {
  usePlaceCommands()
  useMakeCommands()
  useArrangeCommands()
  useHistoryCommands()
  useAttentionCommands()
  useUndoCommands()
  const isWide = useIsSidebarWide()
  useCommand('view.sidebar', () => chooseSidebar(!isWide))
  useCommand('palette.open', () => openPalette())
  useCommand('palette.sessions', () => openPalette('@'))
  useCommand('shortcuts.open', () => showSheet(!useShell.getState().isSheetOpen))
  useCommand('welcome.open', () => showWelcome(true))
  useCommand('view.refresh', () => location.reload())
  useEffect(() => registerCommand('filter.open', focusFilter, () => findFilter() !== null), [])
}

function usePlaceCommands(): void {
  const navigate = useNavigate()
  useEffect(() => {
    const leave = PLACES.map(({ command, path }) => registerCommand(command, () => void navigate({ to: path })))
    return () => leave.forEach(each => each())
  }, [navigate])
}

/** What is made on a page of its own: the page is opened with its form. */
function useMakeCommands(): void {
  const navigate = useNavigate()
  useCommand('operation.new', () => {
    void navigate({ to: '/operations' })
    void import('../operations/begin-operation.ts').then(({ beginOperation }) => beginOperation())
  })
  useCommand('schedule.new', () => {
    void navigate({ to: '/schedules' })
    void import('../schedules/schedule-form.ts').then(({ EMPTY_FORM }) => openEditor(EMPTY_FORM))
  })
}

const GROUPINGS: readonly Grouping[] = ['window', 'status', 'group', 'directory']

function useArrangeCommands(): void {
  const navigate = useNavigate()
  useEffect(() => {
    const leave = GROUPINGS.map(grouping =>
      registerCommand(`arrange.${grouping}`, () => {
        setGrouping(grouping)
        void navigate({ to: '/sessions' })
      }),
    )
    return () => leave.forEach(each => each())
  }, [navigate])
}

function useHistoryCommands(): void {
  const { history } = useRouter()
  useEffect(
    () =>
      registerCommand(
        'history.back',
        () => history.back(),
        () => history.canGoBack(),
      ),
    [history],
  )
  useCommand('history.forward', () => history.forward())
}

function useUndoCommands(): void {
  const canUndo = useUndo(state => state.done.length > 0)
  const canRedo = useUndo(state => state.undone.length > 0)
  useCommand('edit.undo', () => void tell(undo, 'Undone'), canUndo)
  useCommand('edit.redo', () => void tell(redo, 'Done again'), canRedo)
}

async function tell(move: typeof undo, word: string): Promise<void> {
  try {
    const deed = await move()
    if (deed !== undefined) toast(`${word}: ${deed.label}`)
  } catch (error) {
    toast.error(errorWords(error).what)
  }
}

function focusFilter(): void {
  const filter = findFilter()
  filter?.focus()
  filter?.select()
}

function findFilter(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>('main input[type=search], main input[data-filter]')
}
