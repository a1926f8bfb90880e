import { expect, it } from 'vitest'
import { judge, type Accepted, type Receipt } from '../campaign/storm/judge.ts'
import type { RecorderLog } from '../support/recorder.ts'

const HERE = 'tmux:default/%0'
const ELSEWHERE = 'tmux:default/%1'
const one: Accepted = { messageId: 'a', token: 'm00001', text: 'm00001 look again', address: HERE }
const other: Accepted = { messageId: 'b', token: 'm00002', text: 'm00002 look again', address: HERE }
const CLEAN = { lost: [], typedTwice: [], submittedTwice: [], misled: [], mangled: [], unended: [], uncertain: [] }

function logOf(...submits: readonly string[]): RecorderLog {
  return { rows: [], bytes: Buffer.from(submits.join('\r')), submits, approvals: 0, dialogs: 0, pids: [1] }
}

function receipt(of: Accepted, state: Receipt['state']): Receipt {
  return { messageId: of.messageId, address: of.address, state }
}

it('the judge of the storm has nothing to say when every text arrived once', () => {
  const receipts = [receipt(one, 'confirmed'), receipt(other, 'confirmed')]

  const verdict = judge([one, other], receipts, new Map([[HERE, logOf(one.text, other.text)]]))

  expect(verdict).toEqual(CLEAN)
})

it('the judge of the storm believes the recorder, not the receipt', () => {
  const verdict = judge([one], [receipt(one, 'confirmed')], new Map([[HERE, logOf()]]))

  expect(verdict).toEqual({ ...CLEAN, lost: ['m00001'] })
})

it('the judge of the storm sees what has no receipt, and what never came to an end', () => {
  const verdict = judge([one, other], [receipt(other, 'typed')], new Map([[HERE, logOf(other.text)]]))

  expect(verdict).toEqual({ ...CLEAN, lost: ['m00001'], unended: ['m00001', 'm00002'] })
})

it('the judge of the storm sees a text that was typed and submitted again', () => {
  const verdict = judge([one], [receipt(one, 'confirmed')], new Map([[HERE, logOf(one.text, one.text)]]))

  expect(verdict).toEqual({ ...CLEAN, typedTwice: ['m00001'], submittedTwice: ['m00001'] })
})

it('the judge of the storm sees two texts run into one, and a text in the wrong session', () => {
  const logs = new Map([
    [HERE, logOf(one.text + other.text)],
    [ELSEWHERE, logOf(one.text)],
  ])

  const verdict = judge([one, other], [receipt(one, 'confirmed'), receipt(other, 'confirmed')], logs)

  expect(verdict).toEqual({ ...CLEAN, misled: [`m00001 ${ELSEWHERE}`], mangled: [one.text + other.text] })
})

it('an honest "uncertain" is counted and not held against the hub', () => {
  const verdict = judge([one], [receipt(one, 'uncertain')], new Map([[HERE, logOf()]]))

  expect(verdict).toEqual({ ...CLEAN, uncertain: ['m00001'] })
})
