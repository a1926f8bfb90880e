import { useCommand } from '../../lib/commands/use-command.ts'
import { useDeliveries } from '../../stores/deliveries.ts'
import { useSelection } from '../../stores/selection.ts'
import { openSaveGroup } from '../groups/group-state.ts'
import { asCommand } from '../receipts/as-command.ts'
import { copyCommand } from '../receipts/copy-command.ts'
import { retryDeliveries, stopMessage } from '../receipts/receipt-acts.ts'
import { canStop, hasFailed } from '../receipts/receipt-counts.ts'
import { openComposer, setPreview, useCompose } from './compose-state.ts'
import { filterAsTarget } from './targets.ts'
import type { ComposerModel } from './use-composer.ts'

/** What can be done from any page. */
export function useEverywhereCommands(): void {
  useCommand('send.new', () => openComposer())
  useCommand('send.to-visible', () => {
    const { filter } = useSelection.getState()
    openComposer({ to: [filterAsTarget(filter)], preview: true })
  })
  useCommand('group.save', () => {
    const { chosen, filter } = useSelection.getState()
    openSaveGroup(chosen, filter)
  })
}

/** What can be done while the composer is there. */
export function useComposerCommands(model: ComposerModel, isPreviewed: boolean): void {
  const { draft, stage, plan, targets } = model
  const hasText = !model.isBlank
  const shown = useCompose(state => state.shownMessage)
  const isCounting = stage.kind === 'countdown'
  const canStopShown = useDeliveries(state => shownDeliveries(state, shown).some(one => canStop(one.state)))
  const canRetryShown = useDeliveries(state => shownDeliveries(state, shown).some(one => hasFailed(one.state)))

  useCommand('send.now', model.begin, hasText && stage.kind === 'write')
  useCommand('send.preview', () => setPreview(!isPreviewed), targets.length > 0)
  useCommand(
    'send.stop',
    () => {
      if (isCounting) model.cancel()
      else if (shown !== null) stopMessage(shown)
    },
    isCounting || canStopShown,
  )
  useCommand(
    'send.retry',
    () => retryDeliveries(shownDeliveries(useDeliveries.getState(), shown).filter(one => hasFailed(one.state))),
    canRetryShown,
  )
  useCommand('template.save', () => useCompose.setState({ dialog: 'save-template' }), hasText)
  useCommand(
    'send.copy-command',
    () => {
      // The command line has no variables: filled in, each target is a send of its own.
      const lines = model.isTemplate
        ? plan.deliveries.map(one => asCommand([one.to.address], one.text))
        : [asCommand(targets, draft.text, plan.deliveries.length > 1 ? draft.together : null)]
      copyCommand(lines.join('\n'))
    },
    hasText && targets.length > 0 && (!model.isTemplate || plan.deliveries.length > 0),
  )
}

function shownDeliveries({ byId, byMessage }: ReturnType<typeof useDeliveries.getState>, messageId: string | null) {
  const ids = messageId === null ? [] : (byMessage[messageId] ?? [])
  return ids.map(id => byId[id]).filter(one => one !== undefined)
}
