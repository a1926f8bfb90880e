import { join, relative } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONTENT_SECURITY_POLICY, headersFor, resolveAppFile } from '../../src-main/electron/app-files.ts'

const ROOT = '/app/dist/app'

describe('an address of the app', () => {
  it.each([
    ['app://comms/', 'index.html'],
    ['app://comms/index.html', 'index.html'],
    ['app://comms/index.html?a=b#/sessions', 'index.html'],
    ['app://comms/assets/index-C0ffee_1.js', 'assets/index-C0ffee_1.js'],
  ])('finds its file: %s', (address, file) => {
    expect(resolveAppFile(ROOT, address)?.path).toBe(join(ROOT, file))
  })

  it.each([
    'app://comms/../secret.html',
    'app://comms/assets/../../secret.js',
    'app://comms/assets/%2e%2e/%2e%2e/secret.js',
    'app://comms/assets/..%2fsecret.js',
    'app://comms/assets/..\\secret.js',
    'app://comms/assets/.js',
    'app://comms/assets//etc/x.js',
    'app://comms/assets/x.js%00.png',
    'app://comms/assets/x.node',
    'app://comms/assets/x',
    'app://comms/main.js',
    'app://evil/index.html',
    'app://comms@evil/index.html',
    'app://user@comms/index.html',
    'app://comms:1/index.html',
    'file:///app/dist/app/index.html',
    'https://comms/index.html',
    '',
  ])('finds nothing: %s', address => {
    expect(resolveAppFile(ROOT, address)).toBeUndefined()
  })

  it('never leaves its folder, whatever is written in it', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2E%2e',
      '%2f',
      '\\',
      '/',
      '//',
      'assets',
      'a.js',
      'index.html',
      '%00',
      '~',
      ':',
      '%c0%ae',
      '\u2215',
    )
    const paths = fc.oneof(
      fc.array(fc.oneof(piece, fc.string()), { maxLength: 10 }).map(parts => parts.join('/')),
      fc.webPath(),
    )

    fc.assert(
      fc.property(paths, path => {
        const file = resolveAppFile(ROOT, `app://comms/${path}`)
        const inside = file === undefined ? 'index.html' : relative(ROOT, file.path)
        expect(inside).toMatch(/^(index\.html|favicon\.svg|assets\/[\w-][^/]*)$/u)
      }),
      { numRuns: 5_000 },
    )
  })
})

it('comes with a policy that lets in nothing from elsewhere and no code written in a page', () => {
  expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'")
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|\*/u)
  expect(headersFor('text/html')['x-content-type-options']).toBe('nosniff')
})
