import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogRow } from '#contract/log.ts'
import type { Session } from '#contract/session.ts'
import { matchesLogRow, matchesSession, parseFilter, printFilter, type Filter } from '#domain/filter.ts'
import { context, NOW, rowWith, sessionWith } from './filter-subjects.ts'
import { anyText, RUNS } from './properties.ts'

function read(text: string): Filter {
  const reading = parseFilter(text)
  if (reading.kind === 'bad') throw new Error(`${reading.message} at ${reading.position}`)
  return reading.filter
}

/** A message is printed as it is, so nothing of what was written may steer the terminal. */
function assertOneLine(message: string): void {
  expect(message).toMatch(/^[^\p{Cc}\p{Cs}]+$/u)
}

function hintsOf(text: string): readonly string[] {
  const reading = parseFilter(text)
  return reading.kind === 'filter' ? reading.hints : [`bad: ${reading.message}`]
}

const session = (text: string, facts: Partial<Session> = {}) => matchesSession(read(text), sessionWith(facts), context)
const row = (text: string, facts: Partial<LogRow> = {}) =>
  matchesLogRow(read(text), rowWith(facts), NOW, { home: '/home/ann' })

describe('which sessions match', () => {
  it.each<[string, Partial<Session>]>([
    ['', {}],
    ['   ', {}],
    ['is:idle', {}],
    ['IS:Idle', {}],
    ['is:ready', {}],
    ['is:agent', {}],
    ['is:needs-me', { state: 'blocked' }],
    ['is:gone', { state: 'gone' }],
    ['is:blocked,idle', {}],
    ['is:blocked is:idle', {}],
    ['-is:blocked,error', {}],
    ['-is:blocked -is:error', {}],
    ['is:idle kind:claude branch:main', {}],
    ['group:front', {}],
    ['group:@front', {}],
    ['group:all', {}],
    ['dir:~/src', {}],
    ['dir:~/src/web', {}],
    ['dir:~/src/web/', {}],
    ['dir:~', {}],
    ['dir:/home/ann', {}],
    ['dir:/', {}],
    ['dir:~/src/api/../web', {}],
    ['dir:web', {}],
    ['dir:src/web', {}],
    ['dir:"/srv/my project"', { cwd: '/srv/my project/a' }],
    ['dir:/srv/café', { cwd: '/srv/cafe\u0301' }],
    ['branch:feat/*', { branch: 'feat/login' }],
    ['branch:*log*', { branch: 'feat/login' }],
    ['-branch:main', { branch: null }],
    ['name:WEB', {}],
    ['name:ann-agent', { agent: 'ann-agent' }],
    ['backend:tmux', {}],
    ['in:work', {}],
    ['host:local', {}],
    ['id:%3', {}],
    ['id:tmux:main/%3', {}],
    ['id:01939f3e', { address: 'iterm2:01939F3E-7A10-7CC1-9D3E-AA11BB22CC33' }],
    ['has:draft', { detail: 'draft' }],
    ['has:draft', { address: 'tmux:main/%9' }],
    ['has:branch,agent', {}],
    ['has:group has:title', {}],
    ['-has:agent', {}],
    ['since:2h', {}],
    ['since:today', {}],
    ['since:2026-11-20', {}],
    ['before:2026-11-20T12:31Z', {}],
    ['before:2026-11-20T14:31+02:00', {}],
    ['dur:>1h dur:<1m', {}],
    ['dur:90m', {}],
    ['login', {}],
    ['LOGIN page', {}],
    ['"login page"', {}],
    ['-"logout page"', {}],
    ['/log.?in/', {}],
    ['-/log ?out/', {}],
    ['/^main$/', {}],
    ['claude', {}],
    ['src/web', {}],
    ['-model:opus', {}],
  ])('%s finds %j', (text, facts) => {
    expect(session(text, facts)).toBe(true)
  })

  it.each<[string, Partial<Session>]>([
    ['is:blocked', {}],
    ['-is:idle', {}],
    ['-is:blocked,idle', {}],
    ['is:agent', { kind: 'shell' }],
    ['is:idle branch:other', {}],
    ['group:front', { address: 'tmux:main/%4' }],
    ['group:all', { kind: 'shell' }],
    ['dir:~/src', { cwd: '/home/ann/src-old' }],
    ['dir:~/src', { cwd: '/home/annabel/src' }],
    ['dir:web', { cwd: '/home/ann/web-old' }],
    ['dir:~x', {}],
    ['dir:~', { cwd: '' }],
    ['branch:mai', {}],
    ['branch:main', { branch: null }],
    ['branch:"feat/*"', { branch: 'feat/login' }],
    ['branch:feat/*', { branch: 'main' }],
    ['id:%', {}],
    ['id:tmux', {}],
    ['id:019', { address: 'iterm2:01939f3e-7a10-7cc1-9d3e-aa11bb22cc33' }],
    ['since:1h', {}],
    ['since:today', { since: '2026-11-19T23:59:59.999Z' }],
    ['before:2h', {}],
    ['dur:>2h', {}],
    ['dur:<90m', {}],
    ['model:opus', {}],
    ['status:failed', {}],
    ['logout', {}],
    ['/^login/', {}],
    ['-login', {}],
    ['has:draft', {}],
    ['has:branch', { branch: null }],
  ])('%s does not find %j', (text, facts) => {
    expect(session(text, facts)).toBe(false)
  })

  it('counts today and times without a zone in the local time it is told', () => {
    // Half past midnight of the 21st in Singapore.
    const local = { ...context, now: Date.UTC(2026, 10, 20, 16, 30), utcOffsetMinutes: 480 }
    const seen = (text: string, since: string) => matchesSession(read(text), sessionWith({ since }), local)
    expect(seen('since:today', '2026-11-20T16:10:00.000Z')).toBe(true)
    expect(seen('since:today', '2026-11-20T15:50:00.000Z')).toBe(false)
    expect(seen('since:yesterday', '2026-11-20T15:50:00.000Z')).toBe(true)
    expect(seen('since:2026-11-21T00:05', '2026-11-20T16:10:00.000Z')).toBe(true)
    expect(seen('since:2026-11-21T00:05Z', '2026-11-20T16:10:00.000Z')).toBe(false)
  })
})

describe('which log rows match', () => {
  it.each<[string, Partial<LogRow>]>([
    ['status:failed to:api since:2h dur:>5s /time.?d/', {}],
    ['status:failed,uncertain', {}],
    ['type:delivery.changed', {}],
    ['type:delivery', {}],
    ['type:delivery.*', {}],
    ['by:owner', {}],
    ['by:schedule', { by: 'schedule' }],
    ['to:tmux:main/%5', {}],
    ['to:web', { to: 'api, web' }],
    ['level:error', {}],
    ['level:warn', { status: 'uncertain' }],
    ['-level:error', { status: 'confirmed' }],
    ['id:41', {}],
    ['id:01939f3e-7a0f', {}],
    ['id:456789ab', {}],
    ['timed owner', {}],
    ['is:blocked', { status: 'blocked' }],
    ['dir:~/src kind:claude branch:main name:web', { type: 'session.changed', data: sessionWith({}) }],
    ['is:agent', { data: { from: { kind: 'agent', name: 'web' } } }],
    ['group:front', { type: 'group.changed', data: { name: 'front' } }],
    ['before:2026-11-20T13:00:00.001Z', {}],
  ])('%s finds %j', (text, facts) => {
    expect(row(text, facts)).toBe(true)
  })

  it.each<[string, Partial<LogRow>]>([
    ['status:confirmed', {}],
    ['type:deliver', {}],
    ['to:ap', {}],
    ['dur:>10s', {}],
    ['dur:>0s', { data: null }],
    ['dur:>0s', { data: { steps: 'no list' } }],
    ['since:30m', {}],
    ['since:2h', { at: 'no time' }],
    ['dir:~/src', {}],
    ['dir:/', { data: 'text' }],
    ['is:agent', { data: null }],
    ['id:4', {}],
  ])('%s does not find %j', (text, facts) => {
    expect(row(text, facts)).toBe(false)
  })
})

describe('what cannot be read', () => {
  it.each([
    ['is:muted', 3, /is: takes blocked, error, .*agent, needs-me, ready; "muted" is not/],
    ['web is:', 4, /a value is missing/],
    ['has:wings', 4, /has: takes agent, branch/],
    ['"open', 0, /does not end; close it with "/],
    ['is:idle "open', 8, /does not end/],
    ['branch:"open', 7, /does not end/],
    ['/open', 0, /does not end; write \/pattern\/, and dir:\/path/],
    ['/home/ann/src', 0, /dir:\/path/],
    ['/(open/', 0, /\( is not closed/],
    ['/shut)/', 0, /\) has no \(/],
    ['/[a-/', 0, /\[ is not closed/],
    ['/*a/', 0, /nothing to repeat/],
    ['/a**/', 0, /nothing to repeat/],
    ['/a{2}{3}/', 0, /nothing to repeat/],
    ['/a{3,2}/', 0, /counts down/],
    ['/[z-a]/', 0, /counts down/],
    ['//', 0, /cannot be empty/],
    ['/(?=a)/', 0, /only \(\?: is accepted/],
    ['/(?<n>a)/', 0, /only \(\?: is accepted/],
    ['/(a)\\1/', 0, /\\1 is not accepted/],
    ['/(a+)+$/', 0, /a repeat inside a repeat/],
    ['/(a|b*){2,}/', 0, /a repeat inside a repeat/],
    ['/((x?){5})*/', 0, /a repeat inside a repeat/],
    [`/${'a'.repeat(201)}/`, 0, /at most 200 characters/],
    ['/(abcdefghij){999}/', 0, /repeats too much/],
    ['since:soon', 6, /since: takes a span such as 10m/],
    ['since:2026-02-30', 6, /since: takes/],
    ['before:2026-11-20T25:00Z', 7, /before: takes/],
    ['before:9999-12-31T23:59-14:00', 7, /before: takes/],
    ['since:99999999999999d', 6, /since: takes/],
    ['dur:long', 4, /dur: takes/],
    ['dur:>', 4, /dur: takes/],
    ['dir:.', 4, /an absolute path/],
    ['dir:../x', 4, /an absolute path/],
    ['is:\x1b[31mred\nline', 3, /"\\u\{1b\}\[31mred" is not/],
    ['a'.repeat(4_001), 4_000, /at most 4000 characters/],
  ])('%s is refused at %i', (text, position, message) => {
    const reading = parseFilter(text)
    expect(reading).toMatchObject({ kind: 'bad', position, message: expect.stringMatching(message) as string })
    assertOneLine((reading as { message: string }).message)
  })

  it('reads a word with an unknown key as text, and gives a hint that names the key meant', () => {
    expect(read('brnach:main')).toEqual({ terms: [{ kind: 'text', text: 'brnach:main', negated: false }] })
    expect(hintsOf('brnach:main')).toEqual([expect.stringMatching(/"brnach:" is not a key.*did you mean branch:/)])
    expect(hintsOf('"brnach:main" https://x.org is:idle')).toEqual([])
  })
})

describe('writing a filter down', () => {
  it.each([
    ['  IS:Idle   "login page"  ', 'is:idle "login page"'],
    ['is:idle web is:blocked,idle', 'is:idle,blocked web'],
    ['-is:idle -is:done', '-is:idle,done'],
    ['since:120m', 'since:2h'],
    ['dur:5000ms', 'dur:>=5s'],
    ['before:2026-11-20T12:00+02:00', 'before:2026-11-20T10:00:00.000Z'],
    ['since:TODAY', 'since:today'],
    ['"web"', 'web'],
    ['"is:idle" "-x" "/y" "a\\"b\\\\"', '"is:idle" "-x" "/y" a"b\\'],
    ['branch:"feat/*","a b",x*', 'branch:"feat/*","a b",x*'],
    ['/a\\/b c/ /d/e/', '/a\\/b c/ /d\\/e/'],
  ])('%s becomes %s', (text, canonical) => {
    expect(printFilter(read(text))).toBe(canonical)
    expect(printFilter(read(canonical))).toBe(canonical)
  })

  it('gives the same filter when it is read again, whatever was written', () => {
    const piece = fc.oneof(
      anyText,
      fc.constantFrom(
        'is:',
        'dir:',
        'since:',
        'dur:',
        '-',
        '"',
        '/',
        ',',
        ' ',
        '\\',
        '*',
        '2h',
        '>5s',
        'idle',
        ':',
        '@',
      ),
      fc.constantFrom('branch:a*', 'name:"x y"', '/a+b/', 'tag:"a,b"', 'before:2026-11-20T10:00', 'has:draft', 'q:z'),
    )
    let readable = 0
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
        const reading = parseFilter(pieces.join(''))
        if (reading.kind === 'bad') {
          assertOneLine(reading.message)
          return
        }
        readable++
        const printed = printFilter(reading.filter)
        expect(read(printed)).toEqual(reading.filter)
        expect(printFilter(read(printed))).toBe(printed)
      }),
      RUNS,
    )
    expect(readable).toBeGreaterThan(RUNS.numRuns / 4)
  })
})

describe('patterns', () => {
  const finds = (pattern: string, title: string) =>
    matchesSession(read(`/${pattern}/`), sessionWith({ title, name: '', cwd: '', branch: null, kind: '' }), context)

  it('agree with the regular expressions of the language on all that both accept', () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      'É',
      '.',
      '[ab]',
      '[^a]',
      '[a-c_]',
      '\\d',
      '\\w',
      '\\s',
      '\\W',
      '\\b',
      '^',
      '$',
      '\\.',
      '-',
      '(a|b)',
      '(?:ab|)',
      '(É|-)',
    )
    const quantified = fc.tuple(atom, fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,}', '{0,2}', '*?'))
    const pattern = fc
      .array(
        fc.oneof(
          quantified.map(parts => parts.join('')),
          fc.constant('|'),
        ),
        { minLength: 1, maxLength: 6 },
      )
      .map(parts => parts.join(''))
      .filter(source => parseFilter(`/${source}/`).kind === 'filter')
    const text = fc.array(fc.constantFrom('a', 'A', 'b', 'c', 'é', '1', '_', ' ', '.', '-', '\n', '😀'), {
      maxLength: 10,
    })
    fc.assert(
      fc.property(pattern, text, (source, characters) => {
        expect(finds(source, characters.join(''))).toBe(
          ['', characters.join('')].some(searched => new RegExp(source, 'iu').test(searched)),
        )
      }),
      RUNS,
    )
  })

  it('cannot be made to hang', () => {
    const patterns = [
      '.*.*.*.*.*x',
      'a*a*a*a*a*a*b',
      '(a|a|aa)*b'.replace(')*', '){1,30}'),
      `${'a?'.repeat(60)}${'a'.repeat(60)}`,
      '(.{0,60}){1}y',
    ]
    const start = performance.now()
    expect(patterns.filter(pattern => finds(pattern, 'a'.repeat(100_000)))).toEqual([patterns[3]])
    expect(performance.now() - start).toBeLessThan(3_000)
  })
})

it('a filter of the greatest length with the longest names is answered at once', () => {
  const hostile = sessionWith({ title: 'a'.repeat(100_000), cwd: '/a'.repeat(2_000), branch: 'ab'.repeat(2_000) })
  const filters = [
    `branch:${'*a'.repeat(1_990)}`,
    `dir:${'a/'.repeat(1_990)}`,
    'is:idle '.repeat(499),
    `"${'a'.repeat(3_990)}"`,
  ]
  const start = performance.now()
  for (const text of filters) matchesSession(read(text), hostile, context)
  expect(performance.now() - start).toBeLessThan(500)
})
