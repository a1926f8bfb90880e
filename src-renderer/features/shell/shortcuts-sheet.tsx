import { useState } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { keysOf, type Command, type KeyScope } from '#contract/command-list.ts'
import { describeKeys } from '#contract/keys.ts'
import { Button } from '../../components/button.tsx'
import { Toggle } from '../../components/toggle.tsx'
import { arePlainKeysOn, setPlainKeys } from '../../lib/commands/plain-keys.ts'
import { listOffered, useRegistry } from '../../lib/commands/registry.ts'
import { KEYBOARD, RUNS_IN } from '../../lib/commands/runs-in.ts'
import { showSheet, useShell } from './shell-state.ts'

const PLACES: readonly { readonly scope: KeyScope; readonly title: string }[] = [
  { scope: 'app', title: 'Everywhere' },
  { scope: 'page', title: 'Outside text fields' },
  { scope: 'list', title: 'In a list' },
  { scope: 'request', title: 'On a request that is open' },
  { scope: 'log', title: 'In a log' },
]

/** Every key that does something now, by the place where it does. */
export function ShortcutsSheet() {
  const isOpen = useShell(state => state.isSheetOpen)
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={showSheet}
      isDismissable
      className="fixed inset-0 z-10 flex items-center justify-center bg-black/50 p-4"
    >
      <Modal className="flex max-h-full w-full max-w-3xl flex-col overflow-hidden rounded-part border border-border bg-raised shadow-lg">
        <Dialog className="flex min-h-0 flex-1 flex-col outline-none">
          <header className="flex h-[52px] shrink-0 items-center border-b border-border px-4">
            <Heading slot="title" className="flex-1 text-title font-semibold">
              All shortcuts
            </Heading>
            <Button slot="close" look="quiet">
              Close
            </Button>
          </header>
          <div tabIndex={0} role="region" aria-label="Shortcuts" className="min-h-0 flex-1 overflow-auto p-4">
            <Tables />
          </div>
          <PlainKeysSwitch />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function Tables() {
  useRegistry()
  const withKeys = listOffered().filter(command => keysOf(command, RUNS_IN).length > 0)
  return (
    <div className="columns-2 gap-8 max-[700px]:columns-1">
      {PLACES.map(({ scope, title }) => {
        const commands = withKeys.filter(command => command.scope === scope)
        return commands.length === 0 ? null : <Table key={scope} title={title} commands={commands} />
      })}
    </div>
  )
}

function Table({ title, commands }: { readonly title: string; readonly commands: readonly Command[] }) {
  return (
    <section aria-label={title} className="mb-4">
      <h3 className="break-after-avoid pb-1 text-small font-semibold text-text-2">{title}</h3>
      <dl>
        {commands.map(command => (
          <div
            key={command.id}
            className="flex h-7 break-inside-avoid items-center justify-between gap-4 border-b border-border last:border-0"
          >
            <dt className="truncate">{command.title}</dt>
            <dd className="flex shrink-0 gap-1">
              {keysOf(command, RUNS_IN).map(keys => (
                <kbd key={keys} className="rounded-control bg-inset px-1.5 font-sans text-small text-text-2">
                  {describeKeys(keys, KEYBOARD)}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function PlainKeysSwitch() {
  const [isOn, setOn] = useState(arePlainKeysOn)
  function change(next: boolean): void {
    setPlainKeys(next)
    setOn(next)
  }
  return (
    <footer className="shrink-0 border-t border-border px-4 py-3">
      <Toggle
        title="Single keys such as X, or G then S"
        note="never while you type in a field"
        isOn={isOn}
        onChange={change}
      />
    </footer>
  )
}
