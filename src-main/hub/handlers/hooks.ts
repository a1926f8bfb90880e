import { answerHook } from '../hooks/answer-hook.ts'
import { statusLine } from '../hooks/status-line.ts'
import { handle } from './handle.ts'

const notWritten = async () => false

export const report = handle.hooks.report.handler(({ input, signal, context: { hub, caller, isWritten } }) =>
  answerHook(hub, { report: input, caller, signal, isWritten: isWritten ?? notWritten }),
)

export const line = handle.hooks.line.handler(({ context: { hub, caller } }) => statusLine(hub, caller))
