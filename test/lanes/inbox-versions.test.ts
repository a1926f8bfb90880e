import { expect, it } from 'vitest'
import { createInboxVersions, PROVED_VERSIONS, type VersionRecord } from '#lanes/inbox-versions.ts'

function open(known: readonly VersionRecord[] = []) {
  const kept: VersionRecord[] = []
  return { kept, versions: createInboxVersions({ known, now: () => 1, keep: record => kept.push(record) }) }
}

it('lets a version nobody has seen try one message, and no second one before that has come to an end', () => {
  const { versions } = open()

  versions.trying('9.0.0')

  expect([versions.mayTry('9.0.0'), versions.mayTry('9.0.1')]).toEqual([false, true])
  versions.settled('9.0.0')
  expect(versions.mayTry('9.0.0')).toBe(true)
})

it('switches off a version whose first message was not seen, says why, and lets it be tried again', () => {
  const { versions, kept } = open()

  versions.notTaken('9.0.0', 'nothing in the transcript')

  expect(versions.whyOff('9.0.0')).toMatch(/9\.0\.0 did not take .*nothing in the transcript/)
  expect(kept).toEqual([{ version: '9.0.0', state: 'off', evidence: 'nothing in the transcript', at: 1 }])
  versions.forget('9.0.0')
  expect(versions.whyOff('9.0.0')).toBeUndefined()
})

it('never switches off a version that has taken one', () => {
  const [bench = ''] = PROVED_VERSIONS
  const { versions } = open([{ version: '9.0.0', state: 'proved', evidence: 'seen', at: 0 }])

  for (const version of ['9.0.0', bench]) versions.notTaken(version, 'once')

  expect([versions.whyOff('9.0.0'), versions.whyOff(bench)]).toEqual([undefined, undefined])
})
