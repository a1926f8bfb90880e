import { create } from 'zustand'

/** How far the first run got in this browser. */
export interface WelcomeState {
  readonly step: number
  /** Finished or skipped: it does not open by itself again. */
  readonly isOver: boolean
}

const KEY = 'comms.welcome'

export const useWelcome = create<WelcomeState>(() => readKept())

export function goToStep(step: number): void {
  keep({ step, isOver: useWelcome.getState().isOver })
}

export function endWelcome(): void {
  keep({ step: 0, isOver: true })
}

function keep(state: WelcomeState): void {
  useWelcome.setState(state)
  localStorage.setItem(KEY, JSON.stringify(state))
}

function readKept(): WelcomeState {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<WelcomeState>
    return { step: Number.isInteger(kept.step) ? Number(kept.step) : 0, isOver: kept.isOver === true }
  } catch {
    return { step: 0, isOver: false }
  }
}
