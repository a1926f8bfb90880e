import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { branchOf } from '#platform/git-branch.ts'
import { runProcess } from '#platform/run-process.ts'
import { makeTempFolder } from './temp-folder.ts'

function git(folder: string, ...args: readonly string[]): void {
  const settings = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false']
  const env = { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1' }
  execFileSync('git', [...settings, ...args], { cwd: folder, env, stdio: 'pipe' })
}

describe('the branch of a folder', () => {
  it('is that of the work tree it lies in, also in linked ones, as git itself keeps it', () => {
    using temp = makeTempFolder()
    const main = join(temp.path, 'main')
    const deep = join(main, 'a', 'b')
    mkdirSync(deep, { recursive: true })
    git(main, 'init', '-q', '-b', 'trunk')
    const unborn = branchOf(main)
    git(main, 'commit', '-q', '--allow-empty', '-m', 'x')
    git(main, 'worktree', 'add', '-q', '-b', 'feature/ünï-1', '../linked')

    const branches = [unborn, branchOf(deep), branchOf(join(temp.path, 'linked'))]
    git(main, 'checkout', '-q', '--detach')

    expect(branches).toEqual(['trunk', 'trunk', 'feature/ünï-1'])
    expect(branchOf(main)).toBeNull()
  })

  it('is none outside a work tree and for what is no folder', () => {
    using temp = makeTempFolder()

    const cwds = [temp.path, '', 'src', '/no/such/folder', '/dev/null', '/a\0b', `/${'x/'.repeat(5_000)}`]

    expect(cwds.map(branchOf)).toEqual(cwds.map(() => null))
  })

  it.each([
    ['ref: refs/heads/ok\n', 'ok'],
    ['ref: refs/heads/.invalid\n', null],
    ['ref: refs/heads/a\x1b[2J\n', null],
    ['ref: refs/heads/a\u202eb\n', null],
    ['ref: refs/heads/a b\n', null],
    [`ref: refs/heads/${'x'.repeat(5_000)}\n`, null],
    ['ref: refs/tags/v1\n', null],
    ['', null],
    ['\xff\xfe', null],
  ])('with %j in HEAD is %j', (head, branch) => {
    using temp = makeTempFolder()
    mkdirSync(join(temp.path, '.git'))
    writeFileSync(join(temp.path, '.git', 'HEAD'), head)

    expect(branchOf(temp.path)).toBe(branch)
  })

  it('is not waited for: a pipe in the place of a file has no answer', async () => {
    using temp = makeTempFolder()
    mkdirSync(join(temp.path, '.git'))
    await runProcess('mkfifo', [join(temp.path, '.git', 'HEAD')])
    const linked = join(temp.path, 'linked')
    mkdirSync(linked)
    writeFileSync(join(linked, '.git'), 'gitdir: ../.git\n')

    expect([branchOf(temp.path), branchOf(linked)]).toEqual([null, null])
  })
})
