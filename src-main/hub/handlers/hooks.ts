import { answerHook } from '../hooks/answer-hook.ts'
import { askForLine } from '../hooks/ask-for-line.ts'
import { waitForTask } from '../hooks/wait-for-task.ts'
import { runSkill } from '../skill/run-skill.ts'
import { handle } from './handle.ts'

const notWritten = async () => false

export const report = handle.hooks.report.handler(({ input, signal, context: { hub, caller, isWritten } }) =>
  answerHook(hub, { report: input, caller, signal, isWritten: isWritten ?? notWritten }),
)

export const line = handle.hooks.line.handler(({ context: { hub, caller } }) => askForLine(hub, caller))

export const waiting = handle.hooks.waiting.handler(({ signal, context: { hub, caller } }) =>
  waitForTask(hub, caller, signal),
)

export const skill = handle.hooks.skill.handler(({ input, signal, context: { hub, caller } }) =>
  runSkill(hub, caller, input.line, signal),
)
