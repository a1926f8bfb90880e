import type { KeyboardEventHandler, ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

interface Props {
  readonly title: string
  readonly children: ReactNode
  /** Buttons, the one that acts last. */
  readonly actions: ReactNode
  /** Keys pressed anywhere in it. */
  readonly onKeyDown?: KeyboardEventHandler
  onClose(): void
}

/** A question in front of the page. Escape closes it; the focus goes back to where it was. */
export function Sheet({ title, children, actions, onKeyDown, onClose }: Props) {
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={isOpen => !isOpen && onClose()}
      className="fixed inset-0 z-50 flex items-center justify-center bg-black/50 p-4"
    >
      <Modal className="max-h-full w-full max-w-[480px] overflow-auto rounded-part border border-border bg-raised shadow-xl">
        {/* The dialog itself has the focus at first, so its keys are caught around it. */}
        <div onKeyDown={onKeyDown}>
          <Dialog className="flex flex-col gap-3 p-5 outline-none">
            <Heading slot="title" className="text-title font-semibold">
              {title}
            </Heading>
            {children}
            <div className="mt-1 flex flex-wrap justify-end gap-2">{actions}</div>
          </Dialog>
        </div>
      </Modal>
    </ModalOverlay>
  )
}
