import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const FOLDER = join(import.meta.dirname, '../../resources/scripts')
const LIBRARY = join(import.meta.dirname, '../fixtures/iterm2-library')
const hasPython = spawnSync('python3', ['--version']).status === 0

/** Runs a script of ours on a stand-in for iTerm2's library; what it did, and the one line it ended with. */
function run(script: string, words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync('python3', [join(FOLDER, script), ...words], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], PYTHONPATH: LIBRARY, PYTHONDONTWRITEBYTECODE: '1', ...environment },
  })
  const did = stdout.split('\n').filter(line => line !== '')
  return { did: did.map(line => JSON.parse(line) as unknown), status, complaint: stderr.trim() }
}

describe.skipIf(!hasPython)("scripts for iTerm2's own library (skipped without python3)", { timeout: 60_000 }, () => {
  it('arrange windows over the space that all of them cover', () => {
    expect(run('iterm2-arrange-windows.py', ['2'])).toEqual({
      did: [
        ['frame', 0, 0, 400, 400],
        ['frame', 400, 0, 400, 400],
      ],
      status: 0,
      complaint: '',
    })
  })

  it('reach a buried session, and say in one line what it has not', () => {
    const hidden = { COMMS_TARGET_ID: 'HIDDEN' }

    expect(run('iterm2-tag.py', ['task', 'a "b"'], hidden).did).toEqual([['variable', 'HIDDEN', 'user.task', 'a "b"']])
    expect(run('iterm2-titles.py', ['T', 'tab'], hidden)).toEqual({
      did: [],
      status: 1,
      complaint: 'the session is buried and has no tab',
    })
    expect(run('iterm2-split.py', ['beside'], hidden).complaint).toBe('that session is in no window of iTerm2')
  })

  it('set a title as it is written, with nothing in it evaluated', () => {
    const title = String.raw`a \(user.secret) \n`

    const { did } = run('iterm2-titles.py', [title, 'tab'], { COMMS_TARGET_ID: 'A' })

    expect(did).toEqual([['tab title', title.replaceAll('\\', String.raw`\\`)]])
  })

  it('say so when iTerm2 does not take a broadcast domain', () => {
    const domain = (...ids: readonly string[]) =>
      run('iterm2-broadcast-domain.py', [], { COMMS_TARGETS: ids.map(id => `iterm2:${id}`).join('\n') })

    expect(domain('A', 'B')).toEqual({ did: [], status: 0, complaint: '' })
    expect(domain('A', 'C')).toMatchObject({ status: 1, complaint: expect.stringContaining('in one window') })
  })
})
