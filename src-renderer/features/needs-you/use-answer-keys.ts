import { useEffect } from 'react'
import type { Need } from '#contract/need.ts'
import { registerCommand } from '../../lib/commands/registry.ts'
import { answerNeeds } from './answer-needs.ts'
import { findFocusedRequest } from './request-focus.ts'

/** Lets the keyboard answer the request that has the focus, as its buttons would. */
export function useAnswerKeys(requests: readonly (readonly [Need, ...Need[]])[]): void {
  useEffect(() => {
    const find = () => requests.find(([first]) => first.sameAs === findFocusedRequest())
    const answer = (decision: 'allow' | 'deny') => () =>
      void answerNeeds(find()?.map(({ id }) => id) ?? [], decision, '')
    const leave = [
      registerCommand('request.allow', answer('allow'), () => find()?.[0].canAllow === true),
      registerCommand('request.deny', answer('deny'), () => find()?.[0].canDeny === true),
    ]
    return () => leave.forEach(each => each())
  }, [requests])
}
