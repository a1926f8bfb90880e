import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { COMPLETION_SCRIPTS } from '#cli/completion/scripts.ts'
import { fakeSession, startFakeHub, type FakeHub } from './fake-hub.ts'
import { PROGRAM } from '../support/program.ts'
import { comms } from './run-comms.ts'

let hub: FakeHub
beforeEach(async () => {
  hub = await startFakeHub()
  const hostile = fakeSession('$(touch /tmp/x)')
  hub.answer('GET /sessions', () => ({ sessions: [fakeSession('api'), fakeSession('web'), hostile], hints: [] }))
  hub.answer('GET /groups', () => ({ groups: [{ kind: 'live', name: 'backend', filter: 'is:idle' }] }))
})
afterEach(() => hub[Symbol.asyncDispose]())

async function complete(line: string, { shell = 'zsh', home = hub.home } = {}) {
  const { stdout, stderr, code } = await comms(['__complete', shell, line], { home })
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  return stdout.split('\n').flatMap(row => row.split('\t')[0] || [])
}

describe('completion', () => {
  test('offers commands, then what the command takes', async () => {
    expect(await complete('comms ')).toEqual(expect.arrayContaining(['ls', 'send', 'group', 'completion']))
    expect(await complete('comms st')).toEqual(['statusline', 'status'])
    expect(await complete('comms group ')).toEqual(['add', 'rm', 'ls', 'show'])
    expect(await complete('comms completion ')).toEqual(['bash', 'zsh', 'fish'])
  })

  test('offers the sessions and groups of the running hub, but no name a shell would act on', async () => {
    const offered = await complete('comms send ')
    expect(offered).toEqual(expect.arrayContaining(['api', 'web', '@backend', 'is:blocked']))
    expect(offered.join()).not.toContain('touch')
    expect(await complete('comms send api w')).toEqual(['web'])
    expect(await complete('comms operation start nightly w')).toEqual(['web'])
    expect(await complete('comms ls is:re')).toEqual(['is:ready'])
    expect(await complete('comms show api ')).toEqual([])
  })

  test('offers a group as it is being written, with its @ or without, wherever one may stand', async () => {
    expect(await complete('comms group show ')).toEqual(['backend'])
    const places = ['group show', 'group rm', 'quiet set', 'quiet off', 'notify', 'ls', 'log', 'send', 'ask api']
    const behindName = ['group add new', 'rule add new', 'schedule add new', 'schedule edit new', 'operation start new']
    for (const place of [...places, ...behindName, 'script run set-title', 'inbox --reader']) {
      expect([place, await complete(`comms ${place} @b`)]).toEqual([place, ['@backend']])
    }
    expect(await complete('comms group show @b', { shell: 'bash' })).toEqual(['@backend'])
  })

  test('offers flags and their values', async () => {
    expect(await complete('comms send --ex')).toEqual(['--expires'])
    expect(await complete('comms --json send --lane m')).toEqual(['mailbox'])
    expect(await complete('comms log --kind audit --f')).toEqual(['--follow'])
  })

  test('offers nothing inside the text of a message', async () => {
    expect(await complete('comms send api -- ')).toEqual([])
  })

  test('is silent and starts nothing when no hub runs', async () => {
    expect(await complete('comms show a', { home: '/nonexistent' })).toEqual([])
  })

  test('gives bash only what comes behind the colon it broke the word at', async () => {
    expect(await complete('comms ls is:bl', { shell: 'bash' })).toEqual(['blocked'])
  })

  test('prints the script of each shell and refuses another', async () => {
    for (const shell of ['bash', 'zsh', 'fish'] as const) {
      expect((await comms(['completion', shell], { home: hub.home })).stdout.trimEnd()).toBe(COMPLETION_SCRIPTS[shell])
    }
    expect(await comms(['completion', 'tcsh'], { home: hub.home })).toMatchObject({ code: 2 })
  })

  test('the script of bash completes in a real bash', () => {
    const program = join(hub.home, 'comms')
    writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`)
    chmodSync(program, 0o700)
    const script = `${COMPLETION_SCRIPTS.bash}\nCOMP_LINE='comms stat'; COMP_POINT=10; _comms; printf '%s\\n' "\${COMPREPLY[@]}"`
    const env = { PATH: `${hub.home}:${process.env['PATH']}`, COMMS_HOME: hub.home }
    expect(execFileSync('bash', ['--norc', '-c', script], { env, encoding: 'utf8' })).toBe('statusline\nstatus\n')
  })

  test.each([
    ['zsh', ['-n']],
    ['fish', ['--no-execute']],
  ] as const)('the script of %s can be read by it, where there is one', (shell, flags) => {
    const file = join(hub.home, `completion.${shell}`)
    writeFileSync(file, COMPLETION_SCRIPTS[shell])
    const { error, status, stderr } = spawnSync(shell, [...flags, file], { encoding: 'utf8' })
    if (error !== undefined) console.warn(`no ${shell} on this machine: its completion script was not read by it`)
    expect({ status: status ?? 0, stderr: stderr ?? '' }).toEqual({ status: 0, stderr: '' })
  })
})
