import { X } from 'lucide-react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from '../../components/button.tsx'
import { Inspector } from './inspector.tsx'

/** The inspector where it has no place beside the list: over the page, closed by Escape or a click beside it. */
export function InspectorSheet({ isOpen, onChange }: { readonly isOpen: boolean; onChange(isOpen: boolean): void }) {
  return (
    <ModalOverlay
      isDismissable
      isOpen={isOpen}
      onOpenChange={onChange}
      className="fixed inset-0 z-20 flex justify-end bg-black/40"
    >
      <Modal className="h-full w-[min(420px,100%)] border-l border-border bg-canvas shadow-lg">
        <Dialog aria-label="Details" className="flex h-full flex-col outline-none">
          <div className="flex justify-end px-2 pt-2">
            <Button look="quiet" slot="close" aria-label="Close">
              <X size={16} aria-hidden />
            </Button>
          </div>
          <div className="min-h-0 flex-1">
            <Inspector />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
