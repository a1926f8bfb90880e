import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Group } from '#contract/group.ts'
import type { Session } from '#contract/session.ts'
import { parseTarget, printTarget } from '#domain/target.ts'
import { resolveTargets, type World } from '#domain/target-resolve.ts'
import { context, sessionWith } from './filter-subjects.ts'
import { anyText, RUNS } from './properties.ts'

const createdAt = '2026-11-20T10:00:00.000Z'

const web = sessionWith({ address: 'tmux:main/%3', name: 'web', cwd: '/home/ann/src/web' })
const api = sessionWith({
  address: 'tmux:main/%4',
  name: 'api',
  agent: 'ada',
  cwd: '/home/ann/src/server',
  state: 'working',
})
const copy = sessionWith({
  address: 'tmux:main/%5',
  name: 'work-2',
  cwd: '/srv/web',
  location: { window: 'work', tab: '2:logs', pane: '1' },
})
const shell = sessionWith({
  address: 'pty:s1',
  name: 'sh',
  kind: 'shell',
  cwd: '/srv/tools',
  backend: 'pty',
  state: 'unknown',
})
const gone = sessionWith({ address: 'tmux:main/%9', name: 'old', cwd: '/srv/old', state: 'gone' })

function worldWith(parts: Partial<World> = {}): World {
  return { ...context, sessions: [web, api, copy, shell, gone], groups: [], groupsOf: () => [], ...parts }
}

const fixed = (name: string, ...members: string[]): Group => ({ kind: 'fixed', name, members, createdAt })
const live = (name: string, filter: string): Group => ({ kind: 'live', name, filter, createdAt })

function namesOf(texts: readonly string[], world: World = worldWith()): readonly string[] | object {
  const found = resolveTargets(texts, world)
  return found.kind === 'resolved' ? found.sessions.map((session: Session) => session.name) : found
}

describe('reading one target', () => {
  it.each([
    ['tmux:main/%3', { kind: 'address', address: 'tmux:main/%3' }],
    ['tmux:/tmp/my socket/%12', { kind: 'address' }],
    ['iterm2:01939F3E-7A10', { kind: 'address' }],
    ['pty:s1', { kind: 'address' }],
    ['@front', { kind: 'group', name: 'front' }],
    ['@Front', { kind: 'group', name: 'front' }],
    ['@all', { kind: 'group', name: 'all' }],
    ['is:idle', { kind: 'filter' }],
    ['-is:idle', { kind: 'filter' }],
    ['web dir:~/src', { kind: 'filter' }],
    ['/log.*/', { kind: 'filter' }],
    ['"login page"', { kind: 'filter' }],
    ['web', { kind: 'name', name: 'web' }],
    ['  web  ', { kind: 'name', name: 'web' }],
    ['my agent', { kind: 'name', name: 'my agent' }],
    ['%3', { kind: 'name', name: '%3' }],
    ['work:1.0', { kind: 'name', name: 'work:1.0' }],
    ['foo:bar', { kind: 'name', name: 'foo:bar' }],
    ['tmux:main', { kind: 'name', name: 'tmux:main' }],
    ['tmux:main/3\nx/%1', { kind: 'name' }],
    ['', { kind: 'bad', position: 0 }],
    [' \t', { kind: 'bad', position: 0 }],
    ['@', { kind: 'bad', position: 1 }],
    ['@no blanks', { kind: 'bad', position: 1 }],
    ['is:sleepy', { kind: 'bad', position: 3 }],
    ['"open', { kind: 'bad', position: 0 }],
    ['/home/ann', { kind: 'bad', position: 0 }],
  ])('%j', (text, expected) => {
    expect(parseTarget(text)).toMatchObject(expected)
  })

  it('means the same when it is written down and read again, whatever was written', () => {
    const piece = fc.oneof(
      anyText,
      fc.constantFrom(
        'tmux:',
        '/%3',
        '@',
        'is:idle',
        ' ',
        '"',
        '-',
        '/x/',
        'web',
        '"web"',
        'pty:',
        ':',
        'dir:~',
        'tmux:a',
      ),
    )
    const kinds = new Set<string>()
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), pieces => {
        const target = parseTarget(pieces.join(''))
        kinds.add(target.kind)
        if (target.kind === 'bad') return
        expect({ ...parseTarget(printTarget(target)), hints: [] }).toEqual({ ...target, hints: [] })
      }),
      RUNS,
    )
    expect([...kinds].sort()).toEqual(['address', 'bad', 'filter', 'group', 'name'])
  })
})

describe('finding the sessions targets mean', () => {
  it.each([
    [['web'], ['web']],
    [['ada'], ['api']],
    [['api'], ['api']],
    [['server'], ['api']],
    [['%4'], ['api']],
    [['work:2.1'], ['work-2']],
    [['work:logs.1'], ['work-2']],
    [['tmux:main/%4'], ['api']],
    [['tmux:main/%9'], ['old']],
    [['@all'], ['web', 'api', 'work-2']],
    [['is:unknown'], ['sh']],
    [
      ['kind:shell', 'web'],
      ['sh', 'web'],
    ],
    [
      ['api', '@all', 'api'],
      ['api', 'web', 'work-2'],
    ],
    [['is:blocked', 'web'], ['web']],
  ])('%j means %j', (texts, names) => {
    expect(namesOf(texts)).toEqual(names)
  })

  it('prefers the name of a session to the base name of a folder', () => {
    // Two folders are called `web`, one session is.
    expect(namesOf(['web'])).toEqual(['web'])
    const renamed = worldWith({ sessions: [{ ...web, name: 'front' }, copy] })
    expect(namesOf(['web'], renamed)).toMatchObject({
      kind: 'ambiguous',
      candidates: [{ name: 'front' }, { name: 'work-2' }],
    })
  })

  it('never chooses between two sessions of one name, nor between a session and an agent', () => {
    const world = worldWith({ sessions: [web, { ...copy, name: 'web' }, api] })
    expect(namesOf(['api', 'web'], world)).toMatchObject({ kind: 'ambiguous', name: 'web', candidates: [{}, {}] })
    const shared = worldWith({ sessions: [web, { ...api, agent: 'web' }] })
    expect(namesOf(['web'], shared)).toMatchObject({ kind: 'ambiguous' })
  })

  it('never takes a pane of one server for that of another', () => {
    const world = worldWith({ sessions: [web, { ...api, address: 'tmux:other/%3' }] })
    expect(namesOf(['%3'], world)).toMatchObject({ kind: 'ambiguous', name: '%3' })
  })

  it('does not find a session that is gone by anything but its address', () => {
    for (const text of ['old', '%9', 'is:gone', 'dir:/srv/old', 'id:%9', 'name:old']) {
      expect(namesOf([text])).toMatchObject({ kind: 'not_found', name: text })
    }
  })

  it('does not find the start of a name, and offers the name', () => {
    expect(namesOf(['serve'])).toEqual({ kind: 'not_found', name: 'serve', near: ['server'] })
    expect(namesOf(['wbe'])).toEqual({ kind: 'not_found', name: 'wbe', near: ['web'] })
    expect(namesOf(['@fornt'], worldWith({ groups: [live('front', 'web')] }))).toMatchObject({ near: ['@front'] })
    expect(namesOf(['tmux:main/%33'])).toMatchObject({
      kind: 'not_found',
      near: expect.arrayContaining(['tmux:main/%3']) as unknown,
    })
    expect(namesOf(['zzzzzz'])).toEqual({ kind: 'not_found', name: 'zzzzzz', near: [] })
  })

  it('offers at most three names, quickly, for a name of any length', () => {
    const sessions = Array.from({ length: 100 }, (_, index) => ({
      ...web,
      address: `tmux:main/%${index}` as const,
      name: `agent-${index}`,
    }))
    const start = performance.now()
    expect(namesOf(['agent'], worldWith({ sessions }))).toMatchObject({ near: { length: 3 } })
    expect(namesOf(['a'.repeat(4_000)], worldWith({ sessions }))).toMatchObject({ kind: 'not_found', near: [] })
    expect(performance.now() - start).toBeLessThan(500)
  })

  it('fails when one name of several is unknown, and when all that was named means nobody', () => {
    expect(namesOf(['web', 'nobody'])).toMatchObject({ kind: 'not_found', name: 'nobody' })
    expect(namesOf(['is:blocked', 'is:error'])).toEqual({ kind: 'not_found', name: 'is:blocked', near: [] })
    expect(namesOf(['@all'], worldWith({ sessions: [shell] }))).toMatchObject({ kind: 'not_found', name: '@all' })
    expect(namesOf([])).toMatchObject({ kind: 'not_found', name: '' })
  })

  it('says what is wrong with a filter', () => {
    expect(namesOf(['web', 'is:sleepy'])).toMatchObject({ kind: 'bad_filter', filter: 'is:sleepy', position: 3 })
    expect(namesOf(['@x y'])).toMatchObject({ kind: 'bad_filter', filter: '@x y' })
  })

  it('passes on the hints of filters and the absence of members', () => {
    const world = worldWith({ groups: [fixed('team', 'web', 'nobody\x1b[0m')] })
    expect(resolveTargets(['brnach:x is:idle', '@team'], world)).toMatchObject({
      kind: 'resolved',
      hints: [expect.stringContaining('brnach:'), '@team: nobody answers to nobody\\u{1b}[0m now'],
    })
  })

  it('stops at a group whose member is ambiguous or whose filter cannot be read', () => {
    const groups = [fixed('a', 'api', '%3'), live('b', 'is:sleepy'), fixed('all', 'sh')]
    const world = worldWith({ groups, sessions: [web, api, { ...copy, address: 'tmux:other/%3' }, shell] })
    expect(namesOf(['@a'], world)).toMatchObject({ kind: 'ambiguous', name: '%3' })
    expect(namesOf(['api', '@b'], world)).toMatchObject({ kind: 'bad_filter', filter: 'is:sleepy' })
    // A group somebody called `all` does not replace the built-in one.
    expect(namesOf(['@all'], world)).toEqual(['web', 'api', 'work-2'])
  })

  it('never fails on any list of texts, and never names a session that is gone or the same one twice', () => {
    const target = fc.oneof(
      anyText,
      fc.constantFrom('web', '@all', '@team', 'is:idle', '%9', 'old', 'pty:s1', 'dir:/srv'),
    )
    const world = worldWith({ groups: [fixed('team', '@team', 'web', 'old', 'is:gone')] })
    fc.assert(
      fc.property(fc.array(target, { maxLength: 4 }), texts => {
        const found = resolveTargets(texts, world)
        if (found.kind !== 'resolved') return
        const addresses = found.sessions.map(session => session.address)
        expect(addresses.length).toBeGreaterThan(0)
        expect(new Set(addresses).size).toBe(addresses.length)
        expect(addresses).not.toContain(gone.address)
      }),
      RUNS,
    )
  })
})
