import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createMachine } from '#platform/processes.ts'
import { climb, findSurvivor } from '#platform/process-facts.ts'
import { parsePsTable, pickVariables } from '#platform/ps-source.ts'
import { eventually } from './eventually.ts'
import { openBash } from './open-pty.ts'
import { makeTempFolder } from './temp-folder.ts'

/** A program that runs until it is disposed. */
async function start(file: string, args: readonly string[], cwd = '/') {
  const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'ignore'] })
  await once(child, 'spawn')
  return {
    pid: child.pid ?? 0,
    stdout: child.stdout,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

const NOBODY = [0, -1, 1.5, Number.NaN, 2 ** 31 - 1]

describe.each(['proc', 'ps'] as const)('the process table, read from %s', source => {
  const machine = createMachine({ source })

  it('tells who is in front of a tty, and follows it', async () => {
    await using bash = await openBash()
    const atPrompt = await machine.foreground(bash.pid, bash.tty)

    bash.write('sleep 100\n')
    const sleeping = await eventually(
      () => machine.foreground(bash.pid, bash.tty),
      facts => facts?.argv[0] === 'sleep',
    )

    expect(atPrompt).toMatchObject({ pid: bash.pid, groupId: bash.pid, argv: ['bash', '--norc', '--noprofile', '-i'] })
    expect(sleeping).toMatchObject({ parentPid: bash.pid, argv: ['sleep', '100'] })
    expect(sleeping?.pid).toBe(sleeping?.groupId)
  })

  it('tells who is left in front when the leader of a pipeline is done', async () => {
    await using bash = await openBash()

    bash.write('sleep 0.1 | sleep 77 | sleep 88\n')

    const front = await eventually(
      () => machine.foreground(bash.pid, bash.tty),
      facts => facts?.argv[1] === '88',
    )
    expect(front?.groupId).not.toBe(front?.pid)
  })

  it('tells the variables of an environment that are asked for', async () => {
    await using program = await start('env', ['COMMS_A=one', 'COMMS_B=two', 'sleep', '100'])

    const found = await eventually(
      () => machine.environment(program.pid, ['COMMS_A', 'COMMS_C']),
      ({ COMMS_A: value }) => value !== undefined,
    )

    expect(found).toEqual({ COMMS_A: 'one' })
    expect(await machine.environment(2 ** 31 - 1, ['PATH'])).toEqual({})
  })

  it('tells nothing for a tty that is not that of the process', async () => {
    await using one = await openBash()
    await using other = await openBash()

    const found = await machine.foregrounds([
      { rootPid: one.pid, tty: other.tty },
      { rootPid: other.pid, tty: '/dev/pts/999999' },
      { rootPid: other.pid, tty: '/dev/null' },
      ...NOBODY.map(rootPid => ({ rootPid, tty: one.tty })),
    ])

    expect([...found]).toEqual([])
  })

  it('tells many at once, by tty', async () => {
    await using one = await openBash()
    await using other = await openBash()

    const found = await machine.foregrounds([one, other].map(({ pid, tty }) => ({ rootPid: pid, tty })))

    expect([...found].map(([tty, facts]) => [tty, facts.pid])).toEqual([
      [one.tty, one.pid],
      [other.tty, other.pid],
    ])
  })

  it('knows a living process by pid and start time together', async () => {
    const child = await start('sleep', ['100'])
    const facts = await machine.process(child.pid)
    const startedAt = facts?.startedAt ?? Number.NaN

    expect(await machine.isAlive(child.pid, startedAt)).toBe(true)
    expect(await machine.isAlive(child.pid, startedAt - 1_000)).toBe(false)
    expect(facts).toMatchObject({ pid: child.pid, parentPid: process.pid, argv: ['sleep', '100'] })

    await child[Symbol.asyncDispose]()
    expect(await machine.process(child.pid)).toBeUndefined()
    expect(await machine.isAlive(child.pid, startedAt)).toBe(false)
  })

  it('counts a zombie as ended', async () => {
    // It ends only once its parent has become a program that never asks after its children.
    const child = 'until ps -o comm= -p $$ | grep -q sleep; do sleep 0.01; done'
    await using parent = await start('sh', ['-c', `(${child}) & echo $!; exec sleep 100`])
    const [line] = (await once(parent.stdout, 'data')) as [Buffer]

    await eventually(
      () => machine.process(Number(line)),
      facts => facts === undefined,
    )
    // It is still in the table: its pid can be signalled.
    expect(process.kill(Number(line), 0)).toBe(true)
  })

  it('lists the parents of a process up to the first, nearest first', async () => {
    const chain = await machine.ancestors(process.pid)

    expect(chain[0]).toBe(process.ppid)
    expect(chain.at(-1)).toBe(1)
    expect(chain).not.toContain(process.pid)
  })

  it('has no answer for what is no process', async () => {
    expect(await Promise.all(NOBODY.map(pid => machine.process(pid)))).toEqual(NOBODY.map(() => undefined))
    expect(await Promise.all(NOBODY.map(pid => machine.ancestors(pid)))).toEqual(NOBODY.map(() => []))
  })
})

describe('/proc', () => {
  const machine = createMachine({ source: 'proc' })

  it('is read right whatever a program is called and given', async () => {
    using temp = makeTempFolder()
    const name = 'x) R 1 (\n1 2)'
    copyFileSync('/bin/sleep', join(temp.path, name))
    await using named = await start(join(temp.path, name), ['100'], temp.path)
    const odd = ['-e', 'setInterval(() => {}, 1000)', 'a b', '', 'two\nlines', '✳']
    await using given = await start(process.execPath, odd)

    const facts = await machine.process(named.pid)

    expect(facts).toMatchObject({ parentPid: process.pid, argv: [join(temp.path, name), '100'] })
    expect(facts?.cwd).toBe(realpathSync(temp.path))
    expect((await machine.process(given.pid))?.argv).toEqual([process.execPath, ...odd])
  })

  it('gives the start of a command line of any length', async () => {
    await using long = await start('sh', ['-c', 'sleep 100; :', 'x'.repeat(120_000)])

    const argv = (await machine.process(long.pid))?.argv

    expect(argv?.slice(0, 3)).toEqual(['sh', '-c', 'sleep 100; :'])
    expect(argv?.join(' ').length).toBeLessThanOrEqual(65_536)
  })

  it('tells 200 foregrounds in under 20 ms', async () => {
    await using bash = await openBash()
    bash.write('sleep 100\n')
    await eventually(
      () => machine.foreground(bash.pid, bash.tty),
      facts => facts?.argv[0] === 'sleep',
    )
    const roots = Array.from({ length: 200 }, () => ({ rootPid: bash.pid, tty: bash.tty }))
    const times: number[] = []

    // Others share this machine: one of a hundred rounds must have it to itself.
    for (let round = 0; round < 100 && !times.some(ms => ms < 20); round++) {
      const begun = performance.now()
      await machine.foregrounds(roots)
      times.push(performance.now() - begun)
    }

    console.info(`200 foregrounds: ${times.map(ms => ms.toFixed(1)).join(' ')} ms`)
    expect(Math.min(...times)).toBeLessThan(20)
  })
})

describe('reading what ps prints', () => {
  it('takes a row of a Mac, and leaves what is none', () => {
    const text = [
      '  501   499   501   777 Ss   Thu Nov 20 18:26:12 2026     ttys003  -zsh',
      '  777   501   777   777 S+   Thu Nov 20 18:30:00 2026     ttys003  node /opt/claude --resume x',
      '  778   777   777   777 Z+   Thu Nov 20 18:30:01 2026     ttys003  (node)',
      'ps: something is odd',
      '',
    ].join('\n')

    const rows = parsePsTable(text)

    expect([...rows.keys()]).toEqual([501, 777])
    expect(rows.get(777)).toEqual({
      pid: 777,
      parentPid: 501,
      groupId: 777,
      foregroundGroup: 777,
      startedAt: Date.UTC(2026, 10, 20, 18, 30, 0),
      tty: '/dev/ttys003',
      commandLine: 'node /opt/claude --resume x',
    })
  })
})

describe('the rules', () => {
  const place = (pid: number, parentPid: number) => ({ pid, parentPid, groupId: 10, foregroundGroup: 10 })

  it('prefer the last program of a pipeline to a helper that one of them started', () => {
    const all = [place(11, 5), place(12, 5), place(13, 11), { ...place(99, 5), groupId: 99 }]

    expect(findSurvivor(all, 10)?.pid).toBe(12)
    expect(findSurvivor(all, 77)).toBeUndefined()
  })

  it('end the climb in a ring', () => {
    expect(climb(1, pid => (pid === 1 ? 2 : 1)).length).toBeLessThanOrEqual(64)
  })
})

it('reads variables off a line of ps, the last one where arguments look the same', () => {
  const line = 'claude -p HOME=/fake TERM=xterm HOME=/home/anna CLAUDE_CONFIG_DIR=/c'

  expect(pickVariables(line, ['HOME', 'CLAUDE_CONFIG_DIR', 'TMUX'])).toEqual({
    HOME: '/home/anna',
    CLAUDE_CONFIG_DIR: '/c',
  })
})
