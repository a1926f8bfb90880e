import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exchange, readAddress } from '../support/web-entry.ts'
import { spawnComms, type Ran } from './run-comms.ts'

const START = fileURLToPath(new URL('../../src-main/cli/start.ts', import.meta.url))
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]{43}/

let home: string

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'comms-o-'))
})
afterAll(async () => {
  await run(['down'])
  rmSync(home, { recursive: true, force: true })
})

async function run(argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  using running = spawnComms(argv, { home, env })
  return await running.ended()
}

/** A program in the place of the one that opens addresses, which writes down what it was given. */
function fakeOpener(exitCode: number) {
  const folder = mkdtempSync(join(home, 'bin-'))
  const file = join(folder, 'given')
  for (const name of ['xdg-open', 'open']) {
    writeFileSync(join(folder, name), `#!/bin/sh\nprintf '%s' "$1" > '${file}'\nexit ${exitCode}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, DISPLAY: ':0' }
  return { env, given: () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined) }
}

it('starts a hub with its web door and prints an address that works', async () => {
  const { code, stdout } = await run(['up', '--background', '--web'])

  const { port, code: secret } = readAddress(ADDRESS.exec(stdout)?.[0] ?? '')
  expect(code).toBe(0)
  expect((await exchange(port, secret)).status).toBe(200)
})

it('opens the address in the browser, and says which', async () => {
  const opener = fakeOpener(0)

  const { stdout } = await run(['open'], opener.env)

  expect(opener.given()).toMatch(ADDRESS)
  expect(stdout).toContain(opener.given())
  expect(stdout).toContain('Opened')
})

it.each([
  ['no browser can be opened', () => fakeOpener(4).env],
  ['there is no screen', () => ({ DISPLAY: '', PATH: '/nowhere' })],
  ['nothing that opens is installed', () => ({ DISPLAY: ':0', PATH: '/nowhere' })],
])('prints the address for a person where %s', async (_what, env) => {
  const { code, stdout } = await run(['open'], env())

  expect(code).toBe(0)
  expect(stdout).toMatch(ADDRESS)
  expect(stdout).not.toContain('Opened')
})

it('opens nothing when it is only to print, or a program asks', async () => {
  const opener = fakeOpener(0)

  await run(['open', '--print'], opener.env)
  const { stdout } = await run(['open', '--json'], opener.env)

  expect(JSON.parse(stdout)).toEqual({ url: expect.stringMatching(ADDRESS), expiresInSeconds: 60 })
  expect(opener.given()).toBeUndefined()
})

it('is what npm start does where there is no app to run', async () => {
  const env = { PATH: process.env['PATH'], HOME: home, COMMS_HOME: home, TMUX_TMPDIR: home }

  const { stdout } = await promisify(execFile)(process.execPath, [START], { env })

  expect(stdout).toMatch(ADDRESS)
})

it('refuses to open the door for an agent', async () => {
  const { code, stderr } = await run(['open', '--print'], { CLAUDECODE: '1', TMUX_PANE: '%1' })

  expect(code).toBe(6)
  expect(stderr).toContain('for people only')
})
