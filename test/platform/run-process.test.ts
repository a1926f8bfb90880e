import { describe, expect, it } from 'vitest'
import { askProgram, RunError, runProcess, type RunOptions } from '#platform/run-process.ts'
import { eventually } from './eventually.ts'

async function failureOf(file: string, args: readonly string[], options?: RunOptions): Promise<RunError> {
  try {
    await runProcess(file, args, options)
  } catch (error) {
    if (error instanceof RunError) return error
    throw error
  }
  throw new Error('did not fail')
}

const isGone = (pid: number) => {
  try {
    return !process.kill(pid, 0)
  } catch {
    return true
  }
}

describe('running a program', () => {
  it('passes arguments and input exactly, through no shell', async () => {
    const args = ['%s|', '$HOME', '`id`', 'a b', '', '*', "'; exit 3", 'two\nlines']

    expect((await runProcess('printf', args)).stdout).toBe(args.slice(1).join('|') + '|')
    expect((await runProcess('cat', [], { input: 'héllo\n' })).stdout).toBe('héllo\n')
    expect((await runProcess('cat', [])).stdout).toBe('')
  })

  it('does not mind a program that leaves its input unread', async () => {
    await expect(runProcess('true', [], { input: 'x'.repeat(4_000_000) })).resolves.toEqual({ stdout: '', stderr: '' })
  })

  it('tells the exit code and what was printed', async () => {
    const failure = await failureOf('sh', ['-c', 'echo out; echo why >&2; exit 7'])

    expect(failure).toMatchObject({ failure: 'exit', exitCode: 7, stdout: 'out\n', stderr: 'why\n', file: 'sh' })
    expect(failure.message).toBe('sh ended with 7: why')
  })

  it.each([
    ['no-such-program', [], 'ENOENT'],
    ['/etc/passwd', [], 'EACCES'],
    ['echo', ['a\0b'], 'ERR_INVALID_ARG_VALUE'],
    ['echo', ['x'.repeat(3_000_000)], 'E2BIG'],
  ])('says why %s could not start', async (file, args, systemCode) => {
    expect(await failureOf(file, args)).toMatchObject({ failure: 'not_started', systemCode, exitCode: null })
  })

  it('kills what takes too long, also when a child of it keeps the output open', async () => {
    const begun = performance.now()

    const failure = await failureOf('sh', ['-c', 'trap "" TERM; sleep 20 & echo $$ $!; wait'], { timeout: 200 })

    expect(performance.now() - begun).toBeLessThan(3_000)
    const [shell = 0, child = 0] = failure.stdout.split(' ').map(Number)
    process.kill(child, 'SIGKILL')
    expect(failure.failure).toBe('timeout')
    await eventually(() => isGone(shell) && isGone(child), Boolean)
  })

  it('tells being killed by somebody else, by a signal, and for too much output apart', async () => {
    const stop = new AbortController()
    const aborted = failureOf('sleep', ['100'], { signal: stop.signal })
    stop.abort()

    expect((await failureOf('sh', ['-c', 'kill -9 $$'])).failure).toBe('killed')
    expect((await aborted).failure).toBe('aborted')
    expect((await failureOf('sleep', ['100'], { signal: stop.signal })).failure).toBe('aborted')
    expect((await failureOf('yes', [], { maxBuffer: 10_000 })).failure).toBe('too_much_output')
  })
})

it('a quick question is answered or dropped, never thrown', () => {
  expect(askProgram('echo', ['hi'])).toBe('hi\n')
  expect(askProgram('false', [])).toBeUndefined()
  expect(askProgram('no-such-program', [])).toBeUndefined()
  expect(askProgram('sleep', ['100'])).toBeUndefined()
})
