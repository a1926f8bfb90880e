import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from '../../components/button.tsx'
import { showWelcome } from '../shell/shell-state.ts'
import { AgentsStep } from './agents-step.tsx'
import { NoticesStep } from './notices-step.tsx'
import { PictureStep } from './picture-step.tsx'
import { SendStep } from './send-step.tsx'
import { TerminalsStep } from './terminals-step.tsx'
import { endWelcome, goToStep, useWelcome } from './welcome-state.ts'

const STEPS = [
  { title: 'See every session, write once, get proof', content: PictureStep },
  { title: 'Your terminals', content: TerminalsStep },
  { title: 'How agents are recognised', content: AgentsStep },
  { title: 'Your first send', content: SendStep },
  { title: 'When somebody needs you', content: NoticesStep },
] as const

/** The first run: five screens, each left and taken up again as the person likes. */
export function Welcome() {
  const kept = useWelcome(state => state.step)
  const step = Math.min(Math.max(kept, 0), STEPS.length - 1)
  const { title, content: Content } = STEPS[step] ?? STEPS[0]
  const isLast = step === STEPS.length - 1
  function end(): void {
    endWelcome()
    showWelcome(false)
  }
  return (
    <ModalOverlay
      isOpen
      onOpenChange={open => (open ? undefined : end())}
      className="fixed inset-0 z-10 flex items-center justify-center bg-black/50 p-4"
    >
      <Modal className="flex h-[560px] max-h-full w-full max-w-2xl flex-col overflow-hidden rounded-part border border-border bg-raised shadow-lg">
        <Dialog className="flex min-h-0 flex-1 flex-col outline-none">
          <header className="flex shrink-0 flex-col gap-1 px-6 pt-6 pb-3">
            <p className="text-small text-text-2">
              Getting started · {step + 1} of {STEPS.length}
            </p>
            <Heading slot="title" className="text-page font-semibold">
              {title}
            </Heading>
          </header>
          <div key={step} tabIndex={-1} className="min-h-0 flex-1 overflow-auto px-6 py-1">
            <Content />
          </div>
          <footer className="flex shrink-0 items-center gap-2 border-t border-border px-6 py-3">
            <Button look="quiet" onPress={end} className="-ml-2.5">
              {isLast ? 'Close' : 'Skip all of this'}
            </Button>
            <span className="flex-1" />
            {step > 0 && <Button onPress={() => goToStep(step - 1)}>Back</Button>}
            <Button look="primary" onPress={() => (isLast ? end() : goToStep(step + 1))}>
              {isLast ? 'Done' : 'Next'}
            </Button>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
