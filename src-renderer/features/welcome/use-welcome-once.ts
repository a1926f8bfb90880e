import { useEffect } from 'react'
import { useConnection } from '../../stores/connection.ts'
import { useDeliveries } from '../../stores/deliveries.ts'
import { showWelcome } from '../shell/shell-state.ts'
import { useWelcome } from './welcome-state.ts'

/** Opens the first run for somebody who never sent anything and never skipped it; where it was left, when it was left. */
export function useWelcomeOnce(): void {
  useEffect(() => {
    function open(): boolean {
      if (useConnection.getState().state !== 'live') return false
      const isNew = useDeliveries.getState().recent.length === 0 && !useWelcome.getState().isOver
      const isHalfWay = useWelcome.getState().step > 0
      if (isNew || isHalfWay) showWelcome(true)
      return true
    }
    if (open()) return undefined
    const stop = useConnection.subscribe(() => {
      if (open()) stop()
    })
    return stop
  }, [])
}
