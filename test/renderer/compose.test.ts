import { describe, expect, test } from 'vitest'
import type { PlannedDelivery } from '#contract/delivery.ts'
import { HubError } from '#contract/errors.ts'
import { MessageId } from '#contract/ids.ts'
import { findFilled } from '../../src-renderer/features/compose/differences.ts'
import { frictionOf } from '../../src-renderer/features/compose/friction.ts'
import { completeMessage } from '../../src-renderer/features/compose/message-choices.ts'
import { countPlan, readyWords, sendWords } from '../../src-renderer/features/compose/plan-counts.ts'
import { sendOnce } from '../../src-renderer/features/compose/send-once.ts'
import { showBytes } from '../../src-renderer/features/compose/show-bytes.ts'
import { describeTarget, filterAsTarget } from '../../src-renderer/features/compose/targets.ts'
import {
  cutAtPlaceholders,
  findPlaceholders,
  looksLikeTemplate,
} from '../../src-renderer/features/compose/variables.ts'
import { newMessageId } from '../../src-renderer/lib/new-message-id.ts'

describe('variables', () => {
  test('an unknown one is found where it stands, and the cut pieces make up the text again', () => {
    const text = 'On {{branch}} tell {{ oops }} now'
    expect(findPlaceholders(text).filter(one => !one.isKnown)).toEqual([
      { name: 'oops', start: 19, end: 29, isKnown: false },
    ])
    const parts = cutAtPlaceholders(text)
    expect(parts.map(part => part.text).join('')).toBe(text)
    expect(parts.map(part => part.look)).toEqual(['plain', 'known', 'plain', 'unknown', 'plain'])
  })

  test('a name that every object has is not a variable', () => {
    expect(findPlaceholders('{{constructor}}')[0]?.isKnown).toBe(false)
  })

  test('braces in pasted code are not taken for a template', () => {
    expect(looksLikeTemplate('<p style={{ color: "red" }}>')).toBe(false)
    expect(looksLikeTemplate('go to {{dir}}')).toBe(true)
  })
})

describe('differences between targets', () => {
  test('what a variable stood for is marked and nothing else', () => {
    const parts = findFilled('Hi {{name}} on {{branch}}.', 'Hi api on main.')
    expect(parts.filter(part => part.differs).map(part => part.text)).toEqual(['api', 'main'])
    expect(parts.map(part => part.text).join('')).toBe('Hi api on main.')
  })

  test('a value that holds the words behind it does not shift the last mark', () => {
    const parts = findFilled('{{name}}.', 'a.b.')
    expect(parts).toEqual([
      { start: 0, text: 'a.b', differs: true },
      { start: 3, text: '.', differs: false },
    ])
  })

  test('a text the template does not explain is shown whole and unmarked', () => {
    expect(findFilled('Hi {{name}}!', 'something else')).toEqual([{ start: 0, text: 'something else', differs: false }])
  })
})

describe('what the button says', () => {
  test('counts of nothing are left out', () => {
    const counts = countPlan([planned('send'), planned('send'), planned('hold'), planned('skip')])
    expect(readyWords(counts)).toBe('ready 2 · hold 1 · skip 1')
    expect(sendWords(counts)).toBe('Send to 2 · hold 1 · skip 1')
    expect(sendWords({ send: 1, hold: 0, skip: 0 })).toBe('Send to 1')
    expect(sendWords({ send: 0, hold: 1, skip: 0 })).toBe('Send later · hold 1')
    expect(sendWords({ send: 0, hold: 0, skip: 2 })).toBe('Nothing to send · skip 2')
  })
})

describe('friction', () => {
  test('one agent is sent to at once, a few after a countdown that can be switched off', () => {
    expect(frictionOf([planned('send')], 3)).toEqual({ kind: 'none' })
    expect(frictionOf([planned('send'), planned('hold')], 3)).toEqual({ kind: 'countdown', seconds: 3 })
    expect(frictionOf([planned('send'), planned('hold')], 0)).toEqual({ kind: 'none' })
  })

  test('the sheet begins at eleven and the number is typed from fifty-one on', () => {
    expect(frictionOf(many(10), 3).kind).toBe('countdown')
    expect(frictionOf(many(11), 3)).toMatchObject({ kind: 'sheet', typeCount: null })
    expect(frictionOf(many(50), 0)).toMatchObject({ kind: 'sheet', typeCount: null })
    expect(frictionOf(many(51), 0)).toMatchObject({ kind: 'sheet', typeCount: 51 })
  })

  test('a leading ! or a shell among the targets asks even for one', () => {
    expect(frictionOf([{ ...planned('send'), text: '!rm -rf build' }], 0)).toMatchObject({
      kind: 'sheet',
      reasons: [{ kind: 'bang', count: 1 }],
    })
    expect(frictionOf([planned('send'), { ...planned('skip'), reason: 'shell' }], 0)).toMatchObject({
      kind: 'sheet',
      reasons: [{ kind: 'not_agents', count: 1 }],
    })
  })
})

describe('what is typed', () => {
  test('several lines are one paste with Return behind it', () => {
    expect(showBytes('a\nb').runs.map(run => run.text)).toEqual(['ESC[200~', 'a', 'LF', 'b', 'ESC[201~', 'CR'])
  })

  test('one short line and a long command are typed, a long line is pasted, and size is counted in bytes', () => {
    expect(showBytes('hé')).toEqual({ runs: [text('hé'), { text: 'CR', isControl: true }], size: 3 })
    expect(showBytes(`/${'x'.repeat(500)}`).runs).toHaveLength(2)
    expect(showBytes('x'.repeat(500)).runs[0]?.text).toBe('ESC[200~')
  })
})

describe('targets', () => {
  test('a pasted filter is known from a name, and an address nobody has any more is said to be gone', () => {
    const look = (target: string) => describeTarget(target, {}, {}, new Map([['pty:1', 'api']]))
    expect(look('is:idle group:api').kind).toBe('filter')
    expect(look('-is:muted').kind).toBe('filter')
    expect(look('"two words"').kind).toBe('filter')
    expect(look('10:30 meeting').kind).toBe('name')
    expect(look('pty:1')).toEqual({ kind: 'session', address: 'pty:1', name: 'api', isGone: true })
    expect(look('@nobody')).toMatchObject({ isGone: true })
    expect(look('@all')).toMatchObject({ kind: 'live', isGone: false })
  })

  test('a filter of plain words stays a filter when it becomes a target', () => {
    expect(filterAsTarget('api web')).toBe('"api" web')
    expect(filterAsTarget('is:idle')).toBe('is:idle')
    expect(filterAsTarget('  ')).toBe('@all')
  })
})

describe('completion of the text', () => {
  const template = {
    name: 'standup',
    body: 'What did {{name}} do?',
    usedAt: null,
    updatedAt: '2026-11-20T10:00:00.000Z',
  }

  test('a lone slash word offers templates, and a slash inside a text does not', () => {
    expect(completeMessage('/stand', [template]).map(choice => choice.label)).toEqual(['standup'])
    expect(completeMessage('see /stand', [template])).toEqual([])
    expect(completeMessage('/compact now', [template])).toEqual([])
  })

  test('open braces offer the variables that begin so', () => {
    expect(completeMessage('on {{br', []).map(choice => choice.label)).toEqual(['{{branch}}'])
  })
})

describe('sending', () => {
  const request = { messageId: newMessageId(), to: ['pty:1'], body: 'hello' }

  test('a lost answer repeats the very same request', async () => {
    const seen: unknown[] = []
    const hub = hubThat(input => {
      seen.push(input)
      if (seen.length < 3) throw new HubError('hub_not_running', 'gone')
      return { messageId: request.messageId, deliveries: [] }
    })
    await sendOnce(hub, request, async () => undefined)
    expect(seen).toEqual([request, request, request])
  })

  test('a refusal is not repeated', async () => {
    let calls = 0
    const hub = hubThat(() => {
      calls += 1
      throw new HubError('not_found', 'nobody')
    })
    await expect(sendOnce(hub, request, async () => undefined)).rejects.toMatchObject({ code: 'not_found' })
    expect(calls).toBe(1)
  })

  test('ids are what the hub takes, sort by time and do not repeat', () => {
    const early = newMessageId(Date.parse('2026-11-20T10:00:00Z'))
    const late = newMessageId(Date.parse('2026-11-20T10:00:01Z'))
    expect(MessageId.safeParse(early).success).toBe(true)
    expect(early[14]).toBe('7')
    expect(early < late).toBe(true)
    expect(Number.parseInt(early.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-11-20T10:00:00Z'))
    expect(new Set(Array.from({ length: 500 }, () => newMessageId())).size).toBe(500)
  })
})

function planned(outcome: PlannedDelivery['outcome']): PlannedDelivery {
  return {
    to: { address: 'pty:1', name: 'api' },
    outcome,
    lane: 'terminal',
    reason: outcome === 'send' ? null : 'blocked',
    detail: '',
    text: 'hello',
  }
}

function many(number: number): readonly PlannedDelivery[] {
  return Array.from({ length: number }, () => planned('send'))
}

function text(words: string) {
  return { text: words, isControl: false }
}

type SendHub = Parameters<typeof sendOnce>[0]

function hubThat(send: (input: unknown) => unknown): SendHub {
  return { messages: { send: async (input: unknown) => send(input) } } as unknown as SendHub
}
