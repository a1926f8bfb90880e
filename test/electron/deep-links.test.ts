import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Opening } from '#contract/shell.ts'
import { findDeepLink, parseDeepLink } from '../../src-main/electron/deep-links.ts'

describe('a link from outside', () => {
  it.each([
    ['claude-comms://session/tmux:default%2F%253', { view: 'session', session: 'tmux:default/%3' }],
    ['claude-comms://session/api', { view: 'session', session: 'api' }],
    [
      'claude-comms://send?to=api&to=%40web&text=rebase%20on%20main',
      { view: 'compose', to: ['api', '@web'], text: 'rebase on main' },
    ],
    ['claude-comms://send', { view: 'compose', to: [], text: '' }],
    ['claude-comms://log?q=is%3Ablocked', { view: 'log', filter: 'is:blocked' }],
    ['claude-comms://schedule/nightly', { view: 'schedule', schedule: 'nightly' }],
  ])('opens what it names: %s', (link, opening) => {
    expect(parseDeepLink(link)).toEqual(opening)
  })

  it.each([
    '',
    'claude-comms:',
    'claude-comms://',
    'claude-comms://approve/1',
    'claude-comms://run?script=x',
    'claude-comms://send/now?to=api',
    'claude-comms://send?to=api&yes=1',
    'claude-comms://send?to=api&lane=terminal',
    'claude-comms://session/',
    'claude-comms://session/%E0%A4%A',
    'claude-comms://user:pass@send?to=a',
    'claude-comms://send:80?to=a',
    'claude-comms://send?to=a#confirm',
    'https://send?to=a',
    'claudecomms://send?to=a',
    `claude-comms://send?text=${'a'.repeat(70_000)}`,
    `claude-comms://send?${'to=a&'.repeat(101)}`,
    `claude-comms://session/${'a'.repeat(200_000)}`,
  ])('opens nothing when it is not one of ours: %s', link => {
    expect(parseDeepLink(link)).toBeUndefined()
  })

  it('never does more than open, whatever is in it', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('send', 'session', 'log', '%2e%2e', '..', 'to=', '&text=', '\u202e', '\0'),
    )
    const links = fc.array(part, { maxLength: 8 }).map(parts => `claude-comms://${parts.join('/')}`)

    fc.assert(
      fc.property(fc.oneof(links, fc.string()), link => {
        const opening = parseDeepLink(link)
        expect(opening === undefined || Opening.safeParse(opening).success).toBe(true)
        expect(['session', 'compose', 'log', 'schedule', undefined]).toContain(opening?.view)
      }),
      { numRuns: 3_000 },
    )
  })

  it('gives back the words it was made with, byte for byte', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 })

    fc.assert(
      fc.property(word, word, (to, text) => {
        const query = new URLSearchParams({ to, text })
        expect(parseDeepLink(`claude-comms://send?${query.toString()}`)).toEqual({ view: 'compose', to: [to], text })
      }),
      { numRuns: 500 },
    )
  })
})

it('finds the link among the arguments of a second start, and nothing else', () => {
  expect(findDeepLink(['/app', '--inspect=0.0.0.0', 'claude-comms://log?q=a'])).toBe('claude-comms://log?q=a')
  expect(findDeepLink(['/app', '--x=claude-comms://log', '-e', 'code'])).toBeUndefined()
})
