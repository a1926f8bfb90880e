import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findExternalUrl, isTrustedSender, type Sender } from '../../src-main/electron/security.ts'

const from = (origin: string, parent: unknown = null) => ({ senderFrame: { origin, parent } }) as unknown as Sender

describe('the sender of a message', () => {
  it('is trusted as the top frame of our own page', () => {
    expect(isTrustedSender(from('app://comms'))).toBe(true)
  })

  it.each([
    'null',
    '',
    'file://',
    'https://comms',
    'app://comms.evil',
    'app://evil',
    'APP://comms',
    'app://comms:1',
    'app://comms@evil',
    'http://127.0.0.1:4000',
  ])('[S13] is refused from %s', origin => {
    expect(isTrustedSender(from(origin))).toBe(false)
  })

  it('[S13] is refused from a frame within our page, and from one that is gone', () => {
    expect(isTrustedSender(from('app://comms', { origin: 'app://comms' }))).toBe(false)
    expect(isTrustedSender({ senderFrame: null })).toBe(false)
  })
})

describe('an address for the browser', () => {
  it('is a plain https address', () => {
    expect(findExternalUrl('https://example.org/a?b#c')).toBe('https://example.org/a?b#c')
  })

  it.each([
    'http://example.org',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    'https://safe.example@evil.example/',
    'smb://host/share',
    'claude-comms://send?to=a',
    'https:',
    '',
    `https://example.org/${'a'.repeat(3_000)}`,
  ])('is refused: %s', text => {
    expect(findExternalUrl(text)).toBeUndefined()
  })

  it('never comes out as anything but https', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.constantFrom('https:', ' https:/', '\thttps://').chain(head => fc.string().map(tail => head + tail)),
    )

    fc.assert(
      fc.property(texts, text => {
        const url = findExternalUrl(text)
        expect(url === undefined || url.startsWith('https://')).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})
