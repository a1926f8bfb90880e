import type { Check, GateAnswer, GateFacts, GateRequest } from './gate-facts.ts'
import { checkLineInput, checkPassword, checkPaste, checkTerminal, checkWindow } from './gate-keys.ts'
import { checkComposer, checkDialog, checkKeys, checkState } from './gate-moment.ts'
import { checkMoved, checkPlace, checkProcess, checkProgram } from './gate-place.ts'
import type { Identity } from './ports.ts'

/** In order: the first that objects decides. Named G1 to G8 in the threat model; G9 and G10 are checked at the queue. */
const CHECKS: readonly Check[] = [
  checkPlace,
  checkProcess,
  checkMoved,
  checkPassword,
  checkProgram,
  checkTerminal,
  checkWindow,
  checkLineInput,
  checkDialog,
  checkState,
  checkComposer,
  checkKeys,
  checkPaste,
]

/** May this text be typed into this session now? All checks must hold; the evidence says which one did not. */
export function checkGate(facts: GateFacts, request: GateRequest): GateAnswer {
  for (const check of CHECKS) {
    const objection = check(facts, request)
    if (objection !== undefined) return objection
  }
  return {
    kind: 'open',
    evidence: `${facts.profile?.name ?? 'program'} is ${facts.reading.state}: ${facts.reading.evidence}`,
  }
}

/** The checks that must still hold before Return is pressed on text that stands in the composer. */
export function checkPressGate(facts: GateFacts, identity: Identity): GateAnswer {
  const request: GateRequest = {
    text: '',
    identity,
    expectedIsAlive: true,
    confirmed: true,
    asCommand: true,
    submit: null,
  }
  for (const check of [checkPlace, checkProcess, checkMoved, checkPassword, checkTerminal, checkDialog, checkKeys]) {
    const objection = check(facts, request)
    if (objection !== undefined) return objection
  }
  return { kind: 'open', evidence: facts.reading.evidence }
}
