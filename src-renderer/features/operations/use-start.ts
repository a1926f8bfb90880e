import { useState } from 'react'
import { readCountdown } from '../../lib/countdown.ts'
import { getHub } from '../../lib/hub.ts'
import { newMessageId } from '../../lib/new-message-id.ts'
import { useConnection } from '../../stores/connection.ts'
import { frictionOf } from '../compose/friction.ts'
import { clearStart, noteAttempt, useOperationDrafts } from './operation-drafts.ts'
import { closeStart, showOperation } from './operation-state.ts'
import { requestOf } from './start-form.ts'
import { findStartObstacle } from './start-obstacle.ts'
import { useStartPlan } from './use-start-plan.ts'

/** Everything the form does, from the first word to the hub's answer. */
export function useStart() {
  const form = useOperationDrafts(drafts => drafts.start)
  const connection = useConnection(state => state.state)
  const plan = useStartPlan(form, false)
  const [stage, setStage] = useState<'write' | 'sheet' | 'starting'>('write')
  const [failure, setFailure] = useState<unknown>(undefined)
  const obstacle = findStartObstacle(form, plan, connection)

  /** The click on Start: asked about where several get a task, or where it could do harm. */
  function begin(): void {
    if (obstacle !== undefined || stage !== 'write') return
    if (frictionOf(plan.deliveries, readCountdown()).kind === 'none') start(false)
    else setStage('sheet')
  }

  function start(confirmed: boolean): void {
    const request = requestOf(form, confirmed)
    const content = JSON.stringify(request)
    const { attempt } = useOperationDrafts.getState()
    const id = attempt?.content === content ? attempt.id : newMessageId()
    noteAttempt(id, content)
    setStage('starting')
    setFailure(undefined)
    getHub()
      .operations.begin({ ...request, id })
      .then(
        () => {
          clearStart()
          closeStart()
          showOperation(id)
        },
        (error: unknown) => {
          setFailure(error)
          setStage('write')
        },
      )
  }

  return { form, plan, stage, failure, obstacle, begin, start, leaveSheet: () => setStage('write') }
}
